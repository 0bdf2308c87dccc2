return MixPolicy.Benchmarks.BenchmarkCommand.Run(args);
