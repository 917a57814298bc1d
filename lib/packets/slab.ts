/** Small arrays cut from large ones: making a typed array costs ten times as much as taking a view of one. */

const slabBytes = 64 * 1024;
const slabRows = 8 * 1024;
let bytes = new Uint8Array(slabBytes);
let byteAt = 0;
let rows = new Int32Array(slabRows);
let rowAt = 0;

/** So many zero bytes, for one use. */
export function bytesFromSlab(length: number): Uint8Array {
  if (length > slabBytes >> 4) return new Uint8Array(length);
  if (byteAt + length > slabBytes) {
    bytes = new Uint8Array(slabBytes);
    byteAt = 0;
  }
  byteAt += length;
  return bytes.subarray(byteAt - length, byteAt);
}

/** So many zeros for rows. */
export function rowsFromSlab(length: number): Int32Array {
  if (length > slabRows >> 4) return new Int32Array(length);
  if (rowAt + length > slabRows) {
    rows = new Int32Array(slabRows);
    rowAt = 0;
  }
  rowAt += length;
  return rows.subarray(rowAt - length, rowAt);
}
