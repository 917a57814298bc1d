"""trio's streams, both ends in one process."""
from functools import partial
from time import perf_counter

import trio

from measure import AT_ONCE, CHUNK, CONNECTS, MEGABYTES, MESSAGE, TRIPS, answer


async def connects():
    async def serve(stream):
        async for _ in stream:
            pass
        await stream.aclose()

    async def connect():
        stream = await trio.open_tcp_stream("127.0.0.1", port)
        await stream.send_eof()
        await stream.receive_some()
        await stream.aclose()

    async with trio.open_nursery() as nursery:
        port = await listening(nursery, serve)
        began = perf_counter()
        for _ in range(CONNECTS // AT_ONCE):
            async with trio.open_nursery() as clients:
                for _ in range(AT_ONCE):
                    clients.start_soon(connect)
        rate = CONNECTS / (perf_counter() - began)
        nursery.cancel_scope.cancel()
    return rate


async def one_way():
    done = trio.Event()

    async def serve(stream):
        left = MEGABYTES * 1024 * 1024
        while left > 0:
            left -= len(await stream.receive_some(1 << 20))
        done.set()

    async with trio.open_nursery() as nursery:
        stream = await trio.open_tcp_stream("127.0.0.1", await listening(nursery, serve))
        began = perf_counter()
        for _ in range(MEGABYTES * 1024 * 1024 // len(CHUNK)):
            await stream.send_all(CHUNK)
        await done.wait()
        rate = MEGABYTES / (perf_counter() - began)
        nursery.cancel_scope.cancel()
    return rate


async def ping_pong():
    async def serve(stream):
        async for data in stream:
            await stream.send_all(data)

    async with trio.open_nursery() as nursery:
        stream = await trio.open_tcp_stream("127.0.0.1", await listening(nursery, serve))
        began = perf_counter()
        for _ in range(TRIPS):
            await stream.send_all(MESSAGE)
            await stream.receive_some()
        rate = TRIPS / (perf_counter() - began)
        nursery.cancel_scope.cancel()
    return rate


async def listening(nursery, serve):
    (listener, *_) = await nursery.start(partial(trio.serve_tcp, serve, 0, host="127.0.0.1"))
    return listener.socket.getsockname()[1]


answer({
    "connects": lambda: trio.run(connects),
    "one-way": lambda: trio.run(one_way),
    "ping-pong": lambda: trio.run(ping_pong),
})
