"""What the peers in Python share: the sizes of sockets.mjs and load.mjs, and the dialogue with the bench."""
import sys

CONNECTS = 2_000
AT_ONCE = 50
MEGABYTES = 256
CHUNK = b"x" * (64 * 1024)
TRIPS = 10_000
MESSAGE = b"m" * 64


def answer(measures):
    """Takes the name of a measure from each line of stdin, runs it, and prints its rate."""
    for line in sys.stdin:
        print(measures[line.strip()](), flush=True)
