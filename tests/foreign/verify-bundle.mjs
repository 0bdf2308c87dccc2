// Verifies sigstore bundles with a plain public key, offline, as sigstore-js does: node verify-bundle.mjs PUBLIC.pem BUNDLE...
// One line a bundle: "ok SHA-256-OF-THE-PAYLOAD", or "refused" and why.
import { createHash, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { bundleFromJSON } from '@sigstore/bundle'
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify'

const [pem, ...bundles] = process.argv.slice(2)
const publicKey = createPublicKey(readFileSync(pem))
const trust = toTrustMaterial(
  { tlogs: [], ctlogs: [], certificateAuthorities: [], timestampAuthorities: [], mediaType: '' },
  () => ({ publicKey, validFor: () => true }))
const verifier = new Verifier(trust, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 })

for (const file of bundles) {
  try {
    const bundle = bundleFromJSON(JSON.parse(readFileSync(file, 'utf8')))
    verifier.verify(toSignedEntity(bundle))
    console.log('ok', createHash('sha256').update(bundle.content.dsseEnvelope.payload).digest('hex'))
  } catch (fault) {
    console.log('refused', fault.code ?? fault.name, String(fault.message).replaceAll('\n', ' '))
  }
}
