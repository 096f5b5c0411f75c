// Events as a Parquet file: a row group with a page per column, plain and not compressed, which every reader takes.
// The format is that of parquet.apache.org: pages and footer are structures of Thrift in its compact protocol.

const PARQUET = {
  // Physical type, converted type (null for none), and how a value is written.
  text: [6, 0, (out, value) => out.text(value)],
  long: [2, null, (out, value) => out.fixed(8, (view) => view.setBigInt64(0, BigInt(value), true))],
  number: [5, null, (out, value) => out.fixed(8, (view) => view.setFloat64(0, value, true))],
  day: [1, 6, (out, value) => out.fixed(4, (view) => view.setInt32(0, value, true))],
};
const MAGIC = [80, 65, 82, 49]; // PAR1
const [I32, I64, BINARY, LIST, STRUCT] = [5, 6, 8, 9, 12]; // types of Thrift

class Bytes {
  constructor() {
    this.held = new Uint8Array(1 << 16);
    this.length = 0;
  }
  room(more) {
    if (this.length + more <= this.held.length) return;
    const larger = new Uint8Array(Math.max(2 * this.held.length, this.length + more));
    larger.set(this.done());
    this.held = larger;
  }
  done() {
    return this.held.subarray(0, this.length);
  }
  put(bytes) {
    this.room(bytes.length);
    this.held.set(bytes, this.length);
    this.length += bytes.length;
  }
  fixed(wide, write) {
    const bytes = new Uint8Array(wide);
    write(new DataView(bytes.buffer));
    this.put(bytes);
  }
  text(value) {
    const bytes = new TextEncoder().encode(value);
    this.fixed(4, (view) => view.setUint32(0, bytes.length, true));
    this.put(bytes);
  }
  varint(value) {
    const bytes = [];
    for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
    this.put([...bytes, value]);
  }
  // What is written is never below nought, so zigzag only doubles it.
  value(type, value) {
    if (type === I32 || type === I64) this.varint(2 * value);
    else if (type === BINARY) {
      const bytes = new TextEncoder().encode(value);
      this.varint(bytes.length);
      this.put(bytes);
    } else if (type === LIST) {
      const [of, members] = value;
      this.put([(Math.min(members.length, 15) << 4) | of]);
      if (members.length > 14) this.varint(members.length);
      members.forEach((member) => this.value(of, member));
    } else this.struct(value);
  }
  // Fields as [number, type, value], in the order of their numbers; a field without a value is left out.
  struct(fields) {
    let before = 0;
    for (const [number, type, value] of fields.filter((field) => field[2] !== null)) {
      this.put([((number - before) << 4) | type]);
      this.value(type, value);
      before = number;
    }
    this.put([0]);
  }
}

// Which rows have a value, as runs of levels of one bit: eight rows a byte.
function levels(values) {
  const out = new Bytes();
  const groups = Math.ceil(values.length / 8);
  out.varint(2 * groups + 1);
  for (let group = 0; group < groups; group += 1) {
    out.put([values.slice(8 * group, 8 * group + 8).reduce((bits, value, row) => bits | (value === null ? 0 : 1 << row), 0)]);
  }
  return out.done();
}

function putPage(file, values, write) {
  const page = new Bytes();
  const known = levels(values);
  page.fixed(4, (view) => view.setUint32(0, known.length, true));
  page.put(known);
  for (const value of values) if (value !== null) write(page, value);
  const before = file.length;
  const [plainly, asLevels] = [0, 3]; // PLAIN, RLE
  file.struct([[1, I32, 0], [2, I32, page.length], [3, I32, page.length],
    [5, STRUCT, [[1, I32, values.length], [2, I32, plainly], [3, I32, asLevels], [4, I32, asLevels]]]]);
  file.put(page.done());
  return [before, file.length - before];
}

// The bytes of a file with these columns: `kinds` by name, and of each name what it is in a row, null for nothing.
function parquetOf(kinds, valueOf, rows) {
  const file = new Bytes();
  file.put(MAGIC);
  const chunks = [];
  for (const [name, kind] of Object.entries(kinds)) {
    const [physical, , write] = PARQUET[kind];
    const [start, size] = putPage(file, rows.map((row) => valueOf(name, row) ?? null), write);
    const meta = [[1, I32, physical], [2, LIST, [I32, [0, 3]]], [3, LIST, [BINARY, [name]]], [4, I32, 0],
      [5, I64, rows.length], [6, I64, size], [7, I64, size], [9, I64, start]];
    chunks.push([[2, I64, start], [3, STRUCT, meta]]);
  }
  const leaves = Object.entries(kinds).map(([name, kind]) => [[1, I32, PARQUET[kind][0]], [3, I32, 1], [4, BINARY, name], [6, I32, PARQUET[kind][1]]]);
  const footer = file.length;
  file.struct([[1, I32, 1], [2, LIST, [STRUCT, [[[4, BINARY, "schema"], [5, I32, leaves.length]], ...leaves]]], [3, I64, rows.length],
    [4, LIST, [STRUCT, [[[1, LIST, [STRUCT, chunks]], [2, I64, footer - MAGIC.length], [3, I64, rows.length]]]]], [6, BINARY, "Entente"]]);
  const length = file.length - footer;
  file.fixed(4, (view) => view.setUint32(0, length, true));
  file.put(MAGIC);
  return file.done();
}
