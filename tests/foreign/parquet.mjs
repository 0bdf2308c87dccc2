// Writes a table as Polars and hyparquet-writer do: node parquet.mjs TABLE.json FOLDER
// TABLE.json: a list of { name, type, cells }; a cell is null or text, which says the value exactly.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { parquetWriteFile } from 'hyparquet-writer'
import pl from 'nodejs-polars'

const [input, folder] = process.argv.slice(2)
const table = JSON.parse(readFileSync(input, 'utf8'))
const hex = text => Uint8Array.from(Buffer.from(text, 'hex'))

const polars = {
  Text: [], Json: [], Flag: [],
  Whole32: [pl.Int32], Whole64: [pl.Int64], Unsigned32: [pl.UInt32], Unsigned64: [pl.UInt64], Real32: [pl.Float32], Real64: [pl.Float64],
  Date: [pl.Int32, pl.Date], Milliseconds: [pl.Int64, pl.Datetime('ms')], Microseconds: [pl.Int64, pl.Datetime('us')],
  Nanoseconds: [pl.Int64, pl.Datetime('ns')],
}

function series({ name, type, cells }) {
  if (type === 'Flag') return pl.Series(name, cells.map(c => c && c === 'true'), pl.Bool)
  return polars[type].reduce((column, to) => column.cast(to), pl.Series(name, cells, pl.Utf8))
}

const frame = pl.DataFrame(table.filter(column => column.type in polars).map(series))
for (const compression of ['uncompressed', 'snappy', 'gzip', 'brotli', 'lz4', 'zstd']) {
  frame.writeParquet(join(folder, `polars-${compression}.parquet`), { compression })
}
await frame.lazy().sinkParquet(join(folder, 'polars-small-pages.parquet'), {
  compression: 'zstd', statistics: true, rowGroupSize: Math.ceil(frame.height / 3), dataPagesizeLimit: 256,
  sinkOptions: { maintainOrder: true, mkdir: false, syncOnClose: 'none' },
}).collect()

const bytes = { type: 'BYTE_ARRAY' }
const whole = { type: 'INT64' }
const hyparquet = {
  Text: [{ ...bytes, converted_type: 'UTF8' }, c => c],
  Json: [{ ...bytes, converted_type: 'UTF8' }, c => c],
  Bytes: [bytes, hex],
  Fixed: [{ type: 'FIXED_LEN_BYTE_ARRAY', type_length: 7 }, hex],
  Uuid: [{ type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, logical_type: { type: 'UUID' } }, hex],
  Flag: [{ type: 'BOOLEAN' }, c => c === 'true'],
  Whole32: [{ type: 'INT32' }, Number],
  Whole64: [whole, BigInt],
  Unsigned32: [{ type: 'INT32', converted_type: 'UINT_32' }, Number],
  Real32: [{ type: 'FLOAT' }, Number],
  Real64: [{ type: 'DOUBLE' }, Number],
  Date: [{ type: 'INT32', converted_type: 'DATE' }, Number],
  Milliseconds: [{ ...whole, converted_type: 'TIMESTAMP_MILLIS' }, BigInt],
  Microseconds: [{ ...whole, converted_type: 'TIMESTAMP_MICROS' }, BigInt],
  Nanoseconds: [{ ...whole, logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'NANOS' } }, BigInt],
}
const fits = {
  PLAIN: () => true,
  RLE_DICTIONARY: type => type !== 'BOOLEAN',
  RLE: type => type === 'BOOLEAN',
  DELTA_BINARY_PACKED: type => type === 'INT32' || type === 'INT64',
  DELTA_LENGTH_BYTE_ARRAY: type => type === 'BYTE_ARRAY',
  DELTA_BYTE_ARRAY: type => type === 'BYTE_ARRAY',
  BYTE_STREAM_SPLIT: type => type !== 'BYTE_ARRAY' && type !== 'BOOLEAN',
}
const compressors = { GZIP: gzipSync, BROTLI: brotliCompressSync }
const codecs = ['UNCOMPRESSED', 'SNAPPY', 'GZIP', 'BROTLI']
const columns = table.filter(column => column.type in hyparquet)
for (const [number, encoding] of ['DEFAULT', ...Object.keys(fits)].entries()) {
  const codec = codecs[number % codecs.length]
  parquetWriteFile({
    filename: join(folder, `hyparquet-${encoding.toLowerCase()}.parquet`),
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(({ name, type, cells }) => (
      { name, ...hyparquet[type][0], repetition_type: cells.includes(null) ? 'OPTIONAL' : 'REQUIRED' }))],
    columnData: columns.map(({ name, type, cells }) => ({
      name,
      data: cells.map(c => c === null ? c : hyparquet[type][1](c)),
      ...fits[encoding]?.(hyparquet[type][0].type) ? { encoding } : {},
    })),
    ...codec === 'UNCOMPRESSED' ? { codec } : { codec, compressors: codec === 'SNAPPY' ? undefined : compressors },
    pageSize: number % 2 ? 300 : undefined,
    rowGroupSize: [Math.ceil(columns[0].cells.length / 4), 100000],
  })
}
