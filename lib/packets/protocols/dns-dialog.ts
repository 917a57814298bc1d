/** Questions and answers of DNS: the same number, the same question; an answer that is still to be filled in. */
import type { Dialog, Judgement, ReplyPart } from "../model/dialog";
import type { Fields } from "../model/field";
import { questionLine } from "./dns-sections";

/** The rules by which DNS answers. `answer` makes a message of these fields. */
export const dnsDialog = (answer: (init: object) => ReplyPart): Dialog => ({
  answers: ({ fields: one }, { fields: other }) => judged(one, other),
  reply: ({ fields: { id, opcode, rd, qd } }) => [answer({ id, qr: 1, opcode, rd, qd })],
});

function judged(answer: Fields, question: Fields): Judgement {
  const no = (why: string) => ({ ok: false, why });
  if (!answer.qr) return no("it is a question itself");
  if (question.qr) return no("the other is an answer itself");
  if (answer.id !== question.id) return no(`its id is ${answer.id}, that of the question ${question.id}`);
  const [given, asked] = [told(answer.qd), told(question.qd)];
  // RFC 6762 §6: an answer in mDNS does not repeat the question.
  if (given !== "" && given.toLowerCase() !== asked.toLowerCase())
    return no(`it is about ${given}, the question was ${asked}`);
  return { ok: true, why: `the id is ${answer.id} in both${given && ", and so is the question"}` };
}

const told = (questions: unknown) =>
  (questions as readonly (Fields | Uint8Array)[])
    .map((each) => (each instanceof Uint8Array ? "bytes" : questionLine(each)))
    .join(", ");
