"""Python's blocking sockets: the server in a thread, and one client after the other."""
import socket
from threading import Thread
from time import perf_counter

from measure import CHUNK, CONNECTS, MEGABYTES, MESSAGE, TRIPS, answer


def connects():
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        for _ in range(CONNECTS):
            with server.accept()[0] as connection:
                connection.recv(1)

    thread = started(serve)
    began = perf_counter()
    for _ in range(CONNECTS):
        with socket.create_connection(server.getsockname()) as client:
            client.shutdown(socket.SHUT_WR)
            client.recv(1)
    thread.join()
    rate = CONNECTS / (perf_counter() - began)
    server.close()
    return rate


def one_way():
    near, far = pair()

    def receive():
        left = MEGABYTES * 1024 * 1024
        while left > 0:
            left -= len(far.recv(1 << 20))

    thread = started(receive)
    began = perf_counter()
    for _ in range(MEGABYTES * 1024 * 1024 // len(CHUNK)):
        near.sendall(CHUNK)
    thread.join()
    rate = MEGABYTES / (perf_counter() - began)
    near.close()
    far.close()
    return rate


def ping_pong():
    near, far = pair()

    def echo():
        while data := far.recv(1 << 16):
            far.sendall(data)

    thread = started(echo)
    began = perf_counter()
    for _ in range(TRIPS):
        near.sendall(MESSAGE)
        near.recv(1 << 16)
    rate = TRIPS / (perf_counter() - began)
    near.close()
    thread.join()
    far.close()
    return rate


def pair():
    with socket.create_server(("127.0.0.1", 0)) as server:
        near = socket.create_connection(server.getsockname())
        far, _ = server.accept()
    for end in (near, far):
        end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return near, far


def started(work):
    thread = Thread(target=work)
    thread.start()
    return thread


answer({"connects": connects, "one-way": one_way, "ping-pong": ping_pong})
