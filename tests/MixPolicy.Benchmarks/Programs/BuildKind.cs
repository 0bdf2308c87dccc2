namespace MixPolicy.Benchmarks.Programs;

/// <summary>How a program was published, from the fastest start to the slowest.</summary>
internal enum BuildKind
{
    /// <summary>A native binary (AOT).</summary>
    Native,

    /// <summary>Compiled ahead, with the JIT still there.</summary>
    ReadyToRun,

    /// <summary>Compiled when it runs.</summary>
    Jit,

    /// <summary>Given on the command line.</summary>
    Given,
}
