/** `netcell dissect`: the packets of a capture file, a line each. */
import type { Command } from "commander";
import { LineOutput } from "./dissect/line-output";
import { complain } from "./error";
import { wholeNumber } from "./option-values";

interface DissectFlags {
  readonly json?: true;
  readonly count?: number;
}

export function addDissect(program: Command): void {
  program
    .command("dissect")
    .description("print the packets of a capture file, one line each; needs no Python")
    .argument("<file>", "a pcap or pcapng file, as tcpdump -w and Wireshark write them; - for standard input")
    .option("--json", "print one JSON object a line, with all layers and fields")
    .option("-c, --count <number>", "stop after so many packets", wholeNumber)
    .addHelpText("after", notes)
    .action(dissect);
}

const notes = `
A line has the packet's number, its time of day and what tcpdump -n would say; sequence
numbers count from the beginning of a TCP connection. Behind a "!" stands what is wrong:
a checksum, a length, a packet that was cut short.

With --json a line is {"no","time","length","layers","notes"}: the layers from the outside
in, each [name, {field: value}] under scapy's names. Nothing is lost: packetFromJSON(layers)
makes the same packet again. Bytes are hexadecimal digits; inside a list, {"hex": "…"}.

Examples:
  netcell dissect lesson.pcap
  tcpdump -i lo -U -w - tcp port 8080 | netcell dissect -
  netcell dissect lesson.pcap --json | jq '.layers[][0]'

The exit status is 1 when the file, or a part of it, could not be read.`;

async function dissect(
  file: string,
  { json, count = Number.POSITIVE_INFINITY }: DissectFlags,
): Promise<void> {
  const [{ pcap, summarizer }, { jsonLine, textLine }] = await Promise.all([
    import("../packets/index.js"),
    import("./dissect/lines.js"),
  ]);
  const line = json ? jsonLine : textLine(summarizer());
  const capture = pcap.stream(file === "-" ? process.stdin : file);
  const output = new LineOutput(process.stdout);
  for await (const captured of capture) {
    await output.line(line(captured));
    if (captured.no >= count) break;
  }
  output.end();
  for (const note of capture.notes) complain(`netcell: ${file}: ${note}.`);
  if (capture.notes.length > 0) process.exitCode = 1;
}
