using System.ComponentModel;
using MixPolicy.Benchmarks.Runner;

// Runs one program and measures it: two files for what it prints, then its command line. What was measured goes to stdout, on one line.
try
{
    Console.Out.WriteLine(ChildProcess.Run(args[2..], stdoutPath: args[0], stderrPath: args[1]).Line);
    return 0;
}
catch (Win32Exception error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
