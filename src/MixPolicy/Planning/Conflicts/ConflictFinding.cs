using System.Numerics;
using MixPolicy.Diagnostics;

namespace MixPolicy.Planning.Conflicts;

/// <summary>What is said of one conflict.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Place">Where to look first.</param>
/// <param name="Shortfall">How much is missing, in whole units; 0 where that has no number.</param>
/// <param name="Message">For people.</param>
/// <param name="Remedies">Changes each of which mends it alone.</param>
internal sealed record ConflictFinding(string Code, Place Place, BigInteger Shortfall, string Message, IReadOnlyList<string> Remedies);
