using Spectre.Console;

namespace MixPolicy.Tool;

/// <summary>A bar a stage on stderr, with rate and time left, while a run lasts; gone when it ends.</summary>
internal sealed class ProgressBar : IProgress<BuildProgress>
{
    private readonly Lock _gate = new();
    private readonly ProgressContext _context;
    private readonly Dictionary<string, ProgressTask> _stages = new(StringComparer.Ordinal);

    private ProgressBar(ProgressContext context) => _context = context;

    /// <summary>Runs the work with a bar around it. What the work throws comes through.</summary>
    public static BuildResult Around(Func<IProgress<BuildProgress>, BuildResult> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            Interactive = InteractionSupport.Yes,
            ColorSystem = Terminal.NoColour ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
            Out = new AnsiConsoleOutput(Console.Error),
        });
        return console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RateColumn(), new RemainingTimeColumn())
            .Start(context => work(new ProgressBar(context)));
    }

    /// <inheritdoc/>
    public void Report(BuildProgress value)
    {
        lock (_gate)
        {
            if (!_stages.TryGetValue(value.Stage, out var stage))
            {
                // The last report of a stage may fall short of its end; the next stage says that it was reached.
                foreach (var earlier in _stages.Values)
                {
                    earlier.IsIndeterminate = false;
                    earlier.Value = earlier.MaxValue;
                    earlier.StopTask();
                }

                _stages[value.Stage] = stage = _context.AddTask(Markup.Escape(value.Stage));
            }

            stage.IsIndeterminate = value.Total <= 0;
            stage.MaxValue = Math.Max(1, value.Total);
            stage.Value = value.Done;
        }
    }
}
