using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MixPolicy.Tool;

/// <summary>How fast a stage runs: megabytes a second while it scans or compares, records a second after.</summary>
internal sealed class RateColumn : ProgressColumn
{
    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        if (task.Speed is not { } speed || task.MaxValue <= 1) return new Text("");
        var rate = task.Description is "scan" or "compare"
            ? string.Create(CultureInfo.InvariantCulture, $"{speed / 1e6:N1} MB/s")
            : string.Create(CultureInfo.InvariantCulture, $"{speed:N0} records/s");
        return new Text(rate);
    }
}
