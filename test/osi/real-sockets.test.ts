/** The views of real exchanges on loopback: what handles record is what osi tells. */
import { afterAll, describe, expect, test } from "vitest";
import { closeAll } from "../../lib/cell";
import { osi } from "../../lib/osi";
import { tcp } from "../../lib/sockets";

afterAll(() => closeAll());

describe("a dialogue on loopback", () => {
  test("is explained alike from the client's handle, and from the server's", async () => {
    const echo = await tcp.listen(
      async (connection) => {
        await connection.send(await connection.recvUntil("\n"));
      },
      { name: "osi-echo" },
    );
    const me = await tcp.connect(echo, { name: "osi-me" });
    await me.send("hi\n");
    await me.recvUntil("\n");
    await me.close();
    await echo.close();
    for (const handle of [me, echo]) {
      const { text } = osi.explain(handle);
      expect(text).toContain('osi-me → osi-echo: a line of text, "hi\\n"');
      expect(text).toContain('osi-echo → osi-me: a line of text, "hi\\n"');
      expect(text).toContain("osi-me began.");
      expect(text).toContain("FIN from osi-me");
      expect(text).toContain("crossed no router");
    }
  });

  test("is drawn with one lifeline for each of a server's clients, under their names", async () => {
    const sink = await tcp.listen(undefined, { name: "osi-sink" });
    for (const name of ["osi-ann", "osi-bob"]) {
      const client = await tcp.connect(sink, { name });
      await client.send(`${name} here\n`);
      await (await sink.accept()).recvUntil("\n");
    }
    const [names] = osi.ladder(sink).text.split("\n");
    expect(names?.trim().split(/ +/)).toEqual(["osi-ann", "osi-sink", "osi-bob"]);
    expect(osi.ladder(sink).text).toContain('13 B "osi-bob here\\n"');
  });
});
