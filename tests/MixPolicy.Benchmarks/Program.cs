using MixPolicy.Benchmarks;
using MixPolicy.Benchmarks.Jobs;

// Children come first and past the option parser: what they take to start counts against the contender that they are.
return args is [ChildEntry.Flag, ..] ? ChildEntry.Run(args[1..]) : BenchmarkCommand.Run(args);
