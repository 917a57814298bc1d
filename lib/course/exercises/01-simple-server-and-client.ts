/** The exercises of notebook 01, Simple server and client. */
import type { Exercises } from "../exercise";
import { withClients } from "../scripted-client";

const message = "Hello World!";
const reply = "Got your message! Thank you!";

export const simpleServerAndClient: Exercises = {
  "01.1": {
    asks: "What is the code of the error when a client connects to a server that was closed?",
    hints: [
      "The code is the word in round brackets, and error.code in a catch.",
      "The address exists and the host is awake, but nothing listens on the port any more: as with port 1 above.",
    ],
    right: ["F4rvGQ9lcn6LjX9VS6mhg1RelTTUdoLLD3B_UMm_7Ig"],
    slips: [
      {
        answers: ["aqac46DPSBZIY_7EqIW1R9etPR6msmEKO83X9gdki0M"],
        says: "That would be silence. Here the operating system of the other end answers at once, with a no.",
      },
    ],
  },
  "01.2": {
    asks: "Make a server that has the dialogue of the notes with many clients at once, and give it to check().",
    hints: [
      "Give tcp.listen() a handler: it runs once for each client, at the same time as those of the others.",
      "The handler does what serveOne() did after accept(): recv, then send. When it ends, the connection is closed.",
      "The reply is exactly the one of the notes, with the two exclamation marks and nothing after them.",
    ],
    answer: "server",
    trials: [
      {
        says: "the dialogue of the notes: message, reply, end",
        run: (server) =>
          withClients(server, 1, async (client) => {
            await client!.says(message);
            await client!.hears(reply);
            await client!.hearsTheEnd();
          }),
      },
      {
        says: "three clients, the first of them silent: the others are answered all the same",
        run: (server) =>
          withClients(server, 3, async (first, second, third) => {
            for (const client of [third!, second!, first!]) {
              await client.says(message);
              await client.hears(reply);
              await client.hearsTheEnd();
            }
          }),
      },
      {
        says: "twenty clients at once are twenty clients answered",
        run: (server) =>
          withClients(server, 20, async (...clients) => {
            for (const client of clients) await client.says(message);
            for (const client of clients) await client.hears(reply);
          }),
      },
    ],
  },
  "01.3": {
    asks: "How many different local ports do the three accepted sockets have?",
    hints: [
      "A set keeps each value once: new Set(accepted.map((socket) => socket.local.port)).size.",
      "Compare socket.local.port with hall.endpoint.port.",
    ],
    right: ["prQPxSHdhYX8YTDmz9xUyKw9VTgLouN8iOwBxD1uzUs"],
    slips: [
      {
        answers: ["z0lYwyTxBOEA2sHiTDEyfYoOqhuMY5Tl60QOfacDc3Q"],
        says: "The remote ports differ. The question is about the local ones.",
      },
      {
        answers: ["mCyYPNmijBq1fSe4nUHA2iu83MFLArTlNzD1eoynmws"],
        says: "There are four sockets, the listening one included. How many local ports do the three have?",
      },
    ],
  },
  "01.4": {
    asks: "At least how many recv(1024) does it take to receive 3000 bytes?",
    hints: ["1024 is the most that one call gives.", "2 × 1024 is 2048: some bytes are left then."],
    right: ["ZcOXshw8V_093lqkYme-WfQ4uuXbqMgd6VhTW_rPjIU"],
    slips: [
      {
        answers: ["2uemuK_Dk9rri66o8s1v7BYBDPNRIssiOhfA9pVrBoM"],
        says: "One send() does not make one message: the receiving end sees bytes, 1024 of them at most.",
      },
      {
        answers: ["ypp5N4qEREyYxwrhpHi2FrJ7Aqcrt2NdymGUSdHQWIY"],
        says: "2 × 1024 is 2048: some bytes are left then.",
      },
    ],
  },
};
