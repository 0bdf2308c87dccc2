// Reads exports as other tools' readers do: node exports.mjs FORM FILE...
// Prints one line of JSON a file: [] where the reader takes it, else what it found wrong.
// cyclonedx: the strict validator of CycloneDX's own library, for 1.6.
// croissant: JSON-LD expansion by jsonld, then what Croissant 1.1 and its reader mlcroissant demand of what was expanded.
// openlineage, dta: the rules of their schemas, in our words: no package ships the schemas. With the schemas at hand,
//   node exports.mjs schema DOCUMENT SCHEMA [FACET SCHEMA...]
// judges a document, and each facet that names one of the schemas, by ajv.
import { readFileSync } from 'node:fs'
import Ajv from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { Spec, Validation } from '@cyclonedx/cyclonedx-library'
import jsonld from 'jsonld'

const [form, ...files] = process.argv.slice(2)
const read = file => readFileSync(file, 'utf8')
const shown = errors => (errors ?? []).map(e => `${e.instancePath} ${e.message}`)

const sc = 'https://schema.org/', cr = 'http://mlcommons.org/croissant/', dct = 'http://purl.org/dc/terms/', prov = 'http://www.w3.org/ns/prov#'
const texts = (node, term) => (node[term] ?? []).map(v => v['@value'] ?? v['@id'])
const one = (node, term) => { const all = texts(node, term); return all.length === 1 && typeof all[0] === 'string' && all[0] !== '' ? all[0] : undefined }

async function croissant(text) {
  const faults = []
  const demand = (holds, fault) => { if (!holds) faults.push(fault) }
  const expanded = await jsonld.expand(JSON.parse(text), { safe: true, base: 'https://mix.invalid/', documentLoader: url => { throw new Error(`nothing may be fetched: ${url}`) } })
  demand(expanded.length === 1, 'there must be one node at the top')
  const dataset = expanded[0] ?? {}
  demand(dataset['@type']?.includes(`${sc}Dataset`), 'the type must be sc:Dataset')
  demand(texts(dataset, `${dct}conformsTo`).includes(`${cr}1.1`), 'conformsTo must name Croissant 1.1')
  for (const name of ['name', 'description', 'license', 'url', 'datePublished']) demand(one(dataset, sc + name), `${name} must be there once`)
  demand(/^\d{4}-\d\d-\d\d(T|$)/.test(one(dataset, `${sc}datePublished`) ?? ''), 'datePublished must be a date by ISO 8601')
  demand((dataset[`${sc}creator`] ?? []).every(c => one(c, `${sc}name`)) && dataset[`${sc}creator`]?.length, 'creator must have a name')
  demand(/^\d+\.\d+\.\d+$/.test(one(dataset, `${sc}version`) ?? ''), 'version must be MAJOR.MINOR.PATCH')
  const objects = dataset[`${sc}distribution`] ?? []
  demand(objects.length > 0, 'there must be a distribution')
  for (const file of objects) {
    const id = file['@id'] ?? 'a file'
    demand(file['@id'] && file['@type']?.includes(`${cr}FileObject`), `${id} must be a cr:FileObject with an id`)
    for (const name of ['name', 'contentUrl', 'encodingFormat']) demand(one(file, sc + name), `${id} must have ${name}`)
    demand(/^[0-9a-f]{64}$/.test(one(file, `${sc}sha256`) ?? ''), `${id} must have a sha256`)
  }
  const ids = new Set(objects.map(o => o['@id']))
  const fields = (dataset[`${cr}recordSet`] ?? []).flatMap(set => set[`${cr}field`] ?? [])
  demand(fields.length > 0, 'there must be fields')
  for (const field of fields.flatMap(f => [f, ...(f[`${cr}annotation`] ?? [])])) {
    const source = field[`${cr}source`]?.[0] ?? {}
    demand(field['@id'] && one(field, `${sc}name`) && texts(field, `${cr}dataType`).length === 1, `${field['@id']} must have an id, a name and a type`)
    demand(ids.has(source[`${cr}fileObject`]?.[0]?.['@id']) && one(source[`${cr}extract`]?.[0] ?? {}, `${cr}column`), `${field['@id']} must come from a column of a file of the distribution`)
  }
  for (const term of ['wasDerivedFrom', 'wasGeneratedBy']) demand(dataset[prov + term]?.length, `prov:${term} must be there`)
  for (const entity of dataset[`${prov}wasDerivedFrom`] ?? []) demand(entity['@id'] && entity['@type']?.includes(`${prov}Entity`), 'what the mix was derived from must be entities with ids')
  const sources = texts(dataset, `${sc}digitalSourceType`)
  demand(sources.every(uri => /^http:\/\/(cv\.iptc\.org\/newscodes|c2pa\.org)\/digitalsourcetype\/[A-Za-z]+$/.test(uri)), 'digitalSourceType must hold terms of IPTC or C2PA')
  return faults
}

async function cyclonedx(text) {
  const fault = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text)
  // The schema takes any text for the version.
  if (JSON.parse(text).specVersion !== '1.6') return ['specVersion must be 1.6']
  return fault === null ? [] : shown(Array.isArray(fault) ? fault : [fault])
}

const isText = value => typeof value === 'string' && value !== ''
const isWhole = value => Number.isSafeInteger(value) && value >= 0
const isUri = value => isText(value) && /^[a-z][a-z0-9+.-]*:[^\s]+$/i.test(value)

const facetRules = {
  version: f => isText(f.datasetVersion),
  documentation: f => isText(f.description),
  datasetType: f => isText(f.datasetType),
  processing_engine: f => isText(f.version),
  jobType: f => isText(f.processingType) && isText(f.integration),
  inputStatistics: f => ['rowCount', 'size', 'fileCount'].every(name => isWhole(f[name])),
  outputStatistics: f => ['rowCount', 'size', 'fileCount'].every(name => isWhole(f[name])),
  tags: f => Array.isArray(f.tags) && f.tags.every(t => isText(t.key) && typeof t.value === 'string'),
  test: f => Array.isArray(f.tests) && f.tests.every(t => isText(t.name) && ['pass', 'fail', 'skip'].includes(t.status) && ['error', 'warn'].includes(t.severity)
    && typeof t.expected === 'string' && typeof t.actual === 'string'),
  // What the ledger holds only grows: a state change that takes away is never ours to report.
  lifecycleStateChange: f => !['OVERWRITE', 'TRUNCATE', 'DROP'].includes(f.lifecycleStateChange),
}

function openlineage(text) {
  const event = JSON.parse(text)
  const faults = []
  const demand = (holds, fault) => { if (!holds) faults.push(fault) }
  demand(['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'].includes(event.eventType), 'eventType must be one of six words')
  demand(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(event.eventTime ?? '') && !Number.isNaN(Date.parse(event.eventTime)), 'eventTime must be a date-time')
  demand(isUri(event.producer), 'producer must be a URI')
  demand(event.schemaURL === 'https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent', 'schemaURL must be that of a RunEvent')
  demand(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(event.run?.runId ?? ''), 'run.runId must be a UUID: without a run it is no RunEvent')
  const named = [event.job ?? {}, ...event.inputs ?? [], ...event.outputs ?? []]
  for (const one of named) demand(isText(one.namespace) && isText(one.name), 'jobs and datasets must have a namespace and a name')
  const names = [...event.inputs ?? [], ...event.outputs ?? []].map(d => `${d.namespace} ${d.name}`)
  demand(new Set(names).size === names.length, 'no dataset may stand twice')
  const holders = [event.run?.facets, event.job?.facets, ...named.slice(1).flatMap(d => [d.facets, d.inputFacets, d.outputFacets])]
  for (const [name, facet] of holders.flatMap(h => Object.entries(h ?? {}))) {
    demand(isUri(facet._producer) && isUri(facet._schemaURL), `facet ${name} must have _producer and _schemaURL`)
    demand(facetRules[name] ? facetRules[name](facet) : name.startsWith('mixpolicy_'), `facet ${name} is not as its schema has it`)
  }
  return faults
}

function dta(text) {
  const { source, provenance, use } = JSON.parse(text)
  const faults = []
  const demand = (holds, fault) => { if (!holds) faults.push(fault) }
  const list = (value, of) => Array.isArray(value) && value.length > 0 && value.every(of) && new Set(value.map(v => JSON.stringify(v))).size === value.length
  demand(isText(source?.id) && isText(source?.title) && isText(source?.description) && source?.version === '1.0.0', 'source must have version, title, id and description')
  demand(list(source?.issuer, i => isText(i.name)), 'source.issuer must have names')
  demand(list(provenance?.['origin-geography'], g => isText(g.country)), 'provenance.origin-geography must have countries')
  demand(isText(provenance?.date), 'provenance.date must be there')
  demand(list(provenance?.['generation-method'], m => isText(m.code) && isUri(m.system)), 'provenance.generation-method must have codes')
  demand(list(use?.['intended-purpose'], p => isText(p.code) && isText(p.description)), 'use.intended-purpose must have codes and descriptions')
  for (const [part, name] of [[source, 'location'], [provenance, 'source']]) demand(part?.[name] === undefined || isText(part[name]), `${name} must be text`)
  for (const [part, name] of [[provenance, 'format'], [use, 'license']]) demand(part?.[name] === undefined || list(part[name], isText), `${name} must hold texts`)
  return faults
}

function bySchema(document, schemas) {
  const ajv = new Ajv({ strict: false, allErrors: true })
  addFormats(ajv)
  for (const schema of schemas) ajv.addSchema(schema)
  const judge = (id, value, at) => {
    const validate = ajv.getSchema(id)
    return validate ? (validate(value) ? [] : shown(validate.errors).map(e => `${at}${e}`)) : [`${at} no schema ${id}`]
  }
  const facets = (value, at) => value === null || typeof value !== 'object' ? [] : [
    ...(value._schemaURL?.startsWith('https:') ? judge(value._schemaURL, value, at) : []),
    ...Object.entries(value).flatMap(([name, inner]) => facets(inner, `${at}/${name}`)),
  ]
  return [...judge(schemas[0].$id, document, ''), ...facets(document, '')]
}

const checks = { croissant, cyclonedx, openlineage, dta }
const guarded = async check => { try { return await check() } catch (error) { return [String(error.message ?? error)] } }

if (form === 'schema') {
  const [document, ...schemas] = files.map(file => JSON.parse(read(file)))
  console.log(JSON.stringify(bySchema(document, schemas)))
} else {
  for (const file of files) console.log(JSON.stringify(await guarded(() => checks[form](read(file)))))
}
