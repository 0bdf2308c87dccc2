using MixPolicy.Planning;
using MixPolicy.Policies;

namespace MixPolicy.Waivers;

/// <summary>A limit that can be waived.</summary>
/// <param name="Code">Code of the finding that breaking it raises.</param>
/// <param name="Sense">Which way it binds.</param>
/// <param name="Measure">What its number is.</param>
/// <param name="Subjects">Whom it is about.</param>
/// <param name="What">The subject in a word, for people; empty when there is none.</param>
internal sealed record WaivableLimit(string Code, Sense Sense, WaiverMeasure Measure, WaiverSubjects Subjects = WaiverSubjects.None, string What = "")
{
    /// <summary>Which way a whole number binds, where the code has a second limit that is one; null where it has not.</summary>
    public Sense? CountSense { get; init; }

    /// <summary>Which way the limit binds that a waiver's number is of.</summary>
    public Sense SenseOf(Fraction limit) => limit.IsWhole ? CountSense ?? Sense : Sense;
}
