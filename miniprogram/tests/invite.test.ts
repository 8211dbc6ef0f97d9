import { describe, expect, it } from "vitest";
import { inviteFrom, inviteTyped } from "@/components/invite";

describe("an invite code", () => {
  it("is found alone, in an address, in a mini-program code and inside a sentence", () => {
    for (const text of [
      "ABCD-2345",
      "abcd2345",
      " ABCD2345 ",
      "https://example.org/m/#/pages/bind/index?code=abcd-2345",
      "scene%3DABCD2345",
      "?invite=ABCD-2345&from=card",
      "团务台交接码：ABCD-2345。打开团务台",
    ]) {
      expect(inviteFrom(text), text).toBe("ABCD-2345");
    }
  });

  it("is not found in what is too short, too long or broken", () => {
    for (const text of ["", "ABCD-234", "ABCD-23456", "%E0%A4%A", "AB-CD2345", "邀请码"]) {
      expect(inviteFrom(text), text).toBe("");
    }
  });

  it("gets its capitals and its dash while it is typed", () => {
    expect(["a", "abcd", "abcd2", "abcd-23", "ab cd 23 45 67"].map(inviteTyped)).toEqual([
      "A",
      "ABCD",
      "ABCD-2",
      "ABCD-23",
      "ABCD-2345",
    ]);
  });
});
