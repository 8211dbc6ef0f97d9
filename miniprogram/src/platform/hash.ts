// SHA-256 by a library: neither mini programs nor pages without TLS have one built in.
import { sha256 as digest } from "@noble/hashes/sha2";
import { bytesToHex } from "@noble/hashes/utils";

export function sha256(bytes: ArrayBuffer): Promise<string> {
  return Promise.resolve(bytesToHex(digest(new Uint8Array(bytes))));
}
