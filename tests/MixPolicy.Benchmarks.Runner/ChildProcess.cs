using System.Collections;
using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace MixPolicy.Benchmarks.Runner;

/// <summary>
/// Runs a program and measures it from outside, all contenders with the same ruler: <c>posix_spawn</c>, then <c>wait4</c>, whose rusage the
/// kernel fills when the process ends. Polling /proc misses a last peak and costs CPU; asking the process itself needs its help.
/// </summary>
/// <remarks>
/// The peak is exact with one exception. Linux carries a process's peak across exec, and between spawn and exec the child shares our memory:
/// it starts with our own peak as its floor, which is told too. <see cref="Process"/> is not used in this program: its SIGCHLD handler would
/// compete for the exit status.
/// </remarks>
internal static class ChildProcess
{
    /// <summary>Runs to the end with nothing on stdin; what the program prints goes to the two files.</summary>
    /// <exception cref="Win32Exception">The program could not be started.</exception>
    public static unsafe Reading Run(IReadOnlyList<string> command, string stdoutPath, string stderrPath)
    {
        var arguments = Strings(command);
        var environment = Strings([.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(pair => $"{pair.Key}={pair.Value}")]);
        var actions = stackalloc byte[LibC.FileActionsBytes];
        Check(LibC.posix_spawn_file_actions_init(actions), command[0]);
        try
        {
            const uint Mode = 0x1A4; // rw-r--r--
            Check(LibC.posix_spawn_file_actions_addopen(actions, 0, "/dev/null", 0, 0), "/dev/null");
            Check(LibC.posix_spawn_file_actions_addopen(actions, 1, stdoutPath, LibC.WriteCreateTruncate, Mode), stdoutPath);
            Check(LibC.posix_spawn_file_actions_addopen(actions, 2, stderrPath, LibC.WriteCreateTruncate, Mode), stderrPath);

            var floor = ProcFiles.OwnPeakBytes();
            var busyBefore = ProcFiles.BusyTime();
            var clock = Stopwatch.StartNew();
            Check(LibC.posix_spawnp(out var pid, command[0], actions, null, arguments, environment), command[0]);
            var (exitCode, usage) = Wait(pid);
            var wall = clock.Elapsed;
            var busy = ProcFiles.BusyTime() - busyBefore;

            var cpu = TimeSpan.FromSeconds(usage.UserSeconds + usage.SystemSeconds)
                + TimeSpan.FromMicroseconds(usage.UserMicroseconds + usage.SystemMicroseconds);
            return new Reading(exitCode, wall, cpu, busy, usage.MaxResidentSet * 1024, floor);
        }
        finally
        {
            Check(LibC.posix_spawn_file_actions_destroy(actions), command[0]);
            foreach (var text in arguments.Concat(environment))
                Marshal.FreeCoTaskMem(text);
        }
    }

    private static (int ExitCode, LibC.ResourceUsage Usage) Wait(int pid)
    {
        while (true)
        {
            if (LibC.wait4(pid, out var status, 0, out var usage) == pid)
            {
                var signal = status & 0x7F;
                return (signal == 0 ? (status >> 8) & 0xFF : 128 + signal, usage);
            }

            var error = Marshal.GetLastPInvokeError();
            if (error != LibC.Interrupted)
                throw new Win32Exception(error);
        }
    }

    /// <summary>As C wants them: pointers to UTF-8, a null at the end.</summary>
    private static nint[] Strings(IReadOnlyList<string> texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    private static void Check(int error, string what)
    {
        if (error != 0)
            throw new Win32Exception(error, $"{what}: {Marshal.GetPInvokeErrorMessage(error)}");
    }
}
