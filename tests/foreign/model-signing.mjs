// Checks folder signatures against the rules of OpenSSF Model Signing v1.0 (key method, sha256, whole files): node model-signing.mjs BUNDLE...
// One line a bundle: "ok", or "refused" and why. Shares no code with the product; objects are closed, as the specification has them.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

function keys(value, where, required, optional = []) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${where} is no object`)
  for (const key of required) if (!(key in value)) throw new Error(`${where} lacks ${key}`)
  for (const key of Object.keys(value)) if (!required.includes(key) && !optional.includes(key)) throw new Error(`${where} has ${key}`)
}

function equal(value, expected, where) {
  if (value !== expected) throw new Error(`${where} is ${JSON.stringify(value)}`)
}

function check(bundle) {
  keys(bundle, 'bundle', ['mediaType', 'verificationMaterial', 'dsseEnvelope'])
  equal(bundle.mediaType, 'application/vnd.dev.sigstore.bundle.v0.3+json', 'mediaType')
  keys(bundle.verificationMaterial, 'verificationMaterial', ['publicKey', 'tlogEntries'])
  keys(bundle.verificationMaterial.publicKey, 'publicKey', ['hint'])
  equal(bundle.verificationMaterial.tlogEntries.length, 0, 'tlogEntries.length')
  const envelope = bundle.dsseEnvelope
  keys(envelope, 'envelope', ['payload', 'payloadType', 'signatures'])
  equal(envelope.payloadType, 'application/vnd.in-toto+json', 'payloadType')
  equal(envelope.signatures.length, 1, 'signatures.length')
  keys(envelope.signatures[0], 'signature', ['sig'], ['keyid'])
  const statement = JSON.parse(Buffer.from(envelope.payload, 'base64').toString('utf8'))
  keys(statement, 'statement', ['_type', 'subject', 'predicateType', 'predicate'])
  equal(statement._type, 'https://in-toto.io/Statement/v1', '_type')
  equal(statement.predicateType, 'https://model_signing/signature/v1.0', 'predicateType')
  equal(statement.subject.length, 1, 'subject.length')
  keys(statement.subject[0], 'subject', ['name', 'digest'])
  keys(statement.predicate, 'predicate', ['resources', 'serialization'])
  const { resources, serialization } = statement.predicate
  keys(serialization, 'serialization', ['method', 'hash_type', 'allow_symlinks'], ['ignore_paths'])
  equal(serialization.method, 'files', 'method')
  equal(serialization.hash_type, 'sha256', 'hash_type')
  if (resources.length === 0) throw new Error('no resources')
  const root = createHash('sha256')
  let before = null
  for (const { name, digest, algorithm } of resources) {
    equal(algorithm, 'sha256', 'algorithm')
    if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error('digest')
    const parts = name.split('/')
    if (parts.some(part => part === '' || part === '.' || part === '..')) throw new Error(`name ${name}`)
    const bytes = Buffer.from(name, 'utf8')
    if (before !== null && Buffer.compare(before, bytes) >= 0) throw new Error('order')
    before = bytes
    root.update(Buffer.from(digest, 'hex'))
  }
  if (root.digest('hex') !== statement.subject[0].digest.sha256) throw new Error('root')
}

for (const file of process.argv.slice(2)) {
  try {
    check(JSON.parse(readFileSync(file, 'utf8')))
    console.log('ok')
  } catch (fault) {
    console.log('refused', String(fault.message).replaceAll('\n', ' '))
  }
}
