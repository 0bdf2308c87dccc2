using System.Text.Json;

namespace MixPolicy.Reporting.Exports;

/// <summary>Opens facets with the two members that each must have.</summary>
/// <param name="json">Gets them.</param>
/// <param name="producer">Who says it: a URI.</param>
internal sealed class OpenLineageFacets(Utf8JsonWriter json, string producer)
{
    /// <summary>Who says it.</summary>
    public string Producer => producer;

    /// <summary>Opens one of OpenLineage's own; the caller closes it.</summary>
    /// <param name="name">Its key.</param>
    /// <param name="schema">Its version and type: <c>1-0-1/TestRunFacet</c>.</param>
    public void Start(string name, string schema) =>
        Open(name, $"https://openlineage.io/spec/facets/{schema}.json#/$defs/{schema[(schema.IndexOf('/', StringComparison.Ordinal) + 1)..]}");

    /// <summary>Opens one of ours; the caller closes it.</summary>
    /// <param name="name">Its key, with our prefix.</param>
    /// <param name="kind">What it is about.</param>
    public void StartOwn(string name, string kind) => Open(name, $"urn:mixpolicy:openlineage:{kind}:1");

    private void Open(string name, string schema)
    {
        json.WriteStartObject(name);
        json.WriteString("_producer", producer);
        json.WriteString("_schemaURL", schema);
    }
}
