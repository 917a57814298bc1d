/** Cells with `silent` or `store_history: false`, by which tools ask questions behind the scenes. */
import { uncountCell } from "../../cell";
import type { Repair } from "../repair";
import { isUncounted } from "../tslab/execution";
import type { WriteDisplayData, WriteStream } from "../tslab/modules";

export const silent: Repair = {
  name: "silent",
  fault:
    "`silent` and `store_history: false` are ignored: a question that a tool asks behind the scenes prints into the notebook and takes a number.",

  mend(tslab) {
    tslab.whenLoaded("jupyter", ({ JupyterHandlerImpl }) => {
      const handler = JupyterHandlerImpl.prototype;
      const { handleExecuteImpl } = handler;
      let heard: Pick<Voice, "stream" | "display"> | undefined;
      handler.handleExecuteImpl = async function (request, stream, display) {
        const count = this.execCount;
        if (!request.silent) heard = { stream, display };
        const voice = request.silent ? new Voice() : { stream, display };
        try {
          return await handleExecuteImpl.call(this, request, voice.stream, voice.display);
        } finally {
          if (isUncounted(request)) {
            this.execCount = count;
            uncountCell();
          }
          if (voice instanceof Voice) voice.heard = heard;
        }
      };
    });
  },
};

/**
 * The output of a silent cell: nothing while the cell runs. tslab prints everything through the newest cell, so afterwards
 * this passes on what the cell before it still prints.
 */
class Voice {
  heard: Pick<Voice, "stream" | "display"> | undefined;
  readonly stream: WriteStream = (name, text) => this.heard?.stream(name, text);
  readonly display: WriteDisplayData = (content, update) => this.heard?.display(content, update);
}
