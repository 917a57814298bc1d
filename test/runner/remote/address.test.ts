/** Addresses of servers and hubs, as people paste them. */
import { describe, expect, test } from "vitest";
import { hubAddress, serverAddress } from "../../../lib/runner/remote/address";

describe("the address of a server", () => {
  test.each([
    ["http://127.0.0.1:8888", "http://127.0.0.1:8888/"],
    ["http://127.0.0.1:8888/lab/tree/a%20b.ipynb", "http://127.0.0.1:8888/"],
    ["http://localhost:8888/tree?x=1#top", "http://localhost:8888/"],
    ["https://host/my/base/", "https://host/my/base/"],
    ["https://host/my/base", "https://host/my/base/"],
    ["https://hub/user/ada/lab", "https://hub/user/ada/"],
    ["http://host/lab/lab", "http://host/lab/"],
  ])("%s is the server at %s", (given, url) => {
    expect(serverAddress(given)).toEqual({ url });
  });

  test("gives up the token that stands in it", () => {
    const address = serverAddress("http://127.0.0.1:8888/lab?token=abc123");
    expect(address).toEqual({ url: "http://127.0.0.1:8888/", token: "abc123" });
  });

  test.each(["localhost:8888", "ftp://host/", "8888", "http://", ""])("%j is refused", (given) => {
    expect(() => serverAddress(given)).toThrow("--server wants an address such as");
  });

  test.each(["ws://h/?token=secret", "http://ada:secret@host/"])(
    "a refusal does not repeat what may be secret: %s",
    (given) => {
      expect(() => serverAddress(given)).toThrow(/^(?!.*secret)/);
    },
  );
});

test.each([
  ["http://127.0.0.1:8000", "http://127.0.0.1:8000/"],
  ["http://127.0.0.1:8000/hub/home", "http://127.0.0.1:8000/"],
  ["https://host/class/hub", "https://host/class/"],
  ["https://host/class/", "https://host/class/"],
])("%s is the hub at %s", (given, url) => {
  expect(hubAddress(given)).toEqual({ url });
});
