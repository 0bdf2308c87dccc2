using System.Globalization;
using System.Text;

namespace MixPolicy.Tool.Tests;

/// <summary>A source that takes long enough to scan that a signal can arrive in the middle, and policies over it. Made once for a class.</summary>
public sealed class LargeSource : IDisposable
{
    private readonly TempFolder _folder = new();

    public LargeSource()
    {
        var words = Enumerable.Range(0, 64).Select(i => string.Create(CultureInfo.InvariantCulture, $"word{i * i}")).ToArray();
        for (var part = 0; part < 4; part++)
        {
            var lines = new StringBuilder();
            for (var i = 0; i < 30_000; i++)
            {
                lines.Append(CultureInfo.InvariantCulture, $$"""{"id": "{{part}}/{{i}}", "collected_at": "2026-10-01", "text": "{{i}}""");
                for (var w = 0; w < 60; w++) lines.Append(' ').Append(words[(i * (w + part + 1)) & 63]);
                lines.Append("\"}\n");
            }

            _folder.Write(string.Create(CultureInfo.InvariantCulture, $"data/part-{part}.jsonl"), lines.ToString());
        }
    }

    /// <summary>Where the policies are; runs stand here.</summary>
    public string Folder => _folder.Path;

    /// <summary>A policy that half of the source satisfies; the seed decides which half.</summary>
    /// <returns>Its name, relative to <see cref="Folder"/>.</returns>
    public string Policy(int seed)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"seed-{seed}.yaml");
        _folder.Write(name, string.Create(CultureInfo.InvariantCulture, $$"""
            mixpolicy: 1
            name: large
            seed: {{seed}}
            data:
              sources:
                - name: large
                  paths: [ data/*.jsonl ]
                  columns: { id: id, text: text, collected_at: collected_at, tokens: { per_byte: 0.25 } }
                  tags: { origin: human }
            mix: { unit: tokens, budget: 5M }
            rules:
              human: { min_fraction: 0.5 }
            """));
        return name;
    }

    public void Dispose() => _folder.Dispose();
}
