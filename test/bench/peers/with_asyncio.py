"""asyncio's streams, both ends in one process."""
import asyncio
from time import perf_counter

from measure import AT_ONCE, CHUNK, CONNECTS, MEGABYTES, MESSAGE, TRIPS, answer


async def connects():
    async def serve(reader, writer):
        await reader.read()
        writer.close()

    async def connect():
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write_eof()
        await reader.read()
        writer.close()
        await writer.wait_closed()

    server, port = await listening(serve)
    began = perf_counter()
    for _ in range(CONNECTS // AT_ONCE):
        await asyncio.gather(*(connect() for _ in range(AT_ONCE)))
    rate = CONNECTS / (perf_counter() - began)
    server.close()
    return rate


async def one_way():
    done = asyncio.Event()

    async def serve(reader, writer):
        left = MEGABYTES * 1024 * 1024
        while left > 0:
            left -= len(await reader.read(1 << 20))
        writer.close()
        done.set()

    server, port = await listening(serve)
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    began = perf_counter()
    for _ in range(MEGABYTES * 1024 * 1024 // len(CHUNK)):
        writer.write(CHUNK)
        await writer.drain()
    await done.wait()
    rate = MEGABYTES / (perf_counter() - began)
    writer.close()
    server.close()
    return rate


async def ping_pong():
    done = asyncio.Event()

    async def serve(reader, writer):
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
        writer.close()
        done.set()

    server, port = await listening(serve)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = perf_counter()
    for _ in range(TRIPS):
        writer.write(MESSAGE)
        await writer.drain()
        await reader.read(1 << 16)
    rate = TRIPS / (perf_counter() - began)
    writer.close()
    await done.wait()
    server.close()
    return rate


async def listening(serve):
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    return server, server.sockets[0].getsockname()[1]


answer({
    "connects": lambda: asyncio.run(connects()),
    "one-way": lambda: asyncio.run(one_way()),
    "ping-pong": lambda: asyncio.run(ping_pong()),
})
