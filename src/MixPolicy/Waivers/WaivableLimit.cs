using MixPolicy.Planning;

namespace MixPolicy.Waivers;

/// <summary>A limit that can be waived.</summary>
/// <param name="Code">Code of the finding that breaking it raises.</param>
/// <param name="Sense">Which way it binds.</param>
/// <param name="Measure">What its number is.</param>
/// <param name="Subjects">Whom it is about.</param>
/// <param name="What">The subject in a word, for people; empty when there is none.</param>
internal sealed record WaivableLimit(string Code, Sense Sense, WaiverMeasure Measure, WaiverSubjects Subjects = WaiverSubjects.None, string What = "");
