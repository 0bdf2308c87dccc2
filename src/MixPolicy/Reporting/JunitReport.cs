using System.Globalization;
using System.Xml;

namespace MixPolicy.Reporting;

/// <summary>
/// One test suite of JUnit's XML: a test case for each limit, and for each finding that is of no limit. A violation is a failure and what a waiver lets pass
/// is skipped.
/// </summary>
/// <remarks>
/// There is no official schema. This keeps to what junit-10.xsd of the xUnit plugin of Jenkins has, and to what all copies of it have: they differ in
/// <c>error</c>, so errors are failures here, too. Limits take no time, so no times are written.
/// </remarks>
public sealed class JunitReport : IReportRenderer
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };

    /// <inheritdoc/>
    public void Render(BuildResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var policy = XmlText.Line(result.Summary?.Policy is { Length: > 0 } name ? name : result.File is { Length: > 0 } file ? file : "mixpolicy");
        var cases = JunitCases.Of(result);

        // The declaration that XmlWriter would make names the encoding of the TextWriter, which is not that of the bytes.
        output.Write("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        using (var xml = XmlWriter.Create(output, Settings))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", "mixpolicy");
            xml.WriteAttributeString("tests", Number(cases.Count));
            xml.WriteAttributeString("failures", Number(cases.Count(c => c.State == JunitState.Failed)));
            xml.WriteAttributeString("errors", "0");
            xml.WriteAttributeString("skipped", Number(cases.Count(c => c.State == JunitState.Skipped)));
            foreach (var one in cases) Put(xml, policy, one);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        output.Write('\n');
    }

    private static void Put(XmlWriter xml, string policy, JunitCase one)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", policy);
        xml.WriteAttributeString("name", XmlText.Line(one.Name));
        var text = string.Join('\n', one.Lines.Select(XmlText.Line));
        if (one.State == JunitState.Passed)
        {
            if (text.Length > 0) xml.WriteElementString("system-out", text);
        }
        else
        {
            xml.WriteStartElement(one.State == JunitState.Failed ? "failure" : "skipped");
            xml.WriteAttributeString("type", XmlText.Line(one.Code));
            xml.WriteAttributeString("message", XmlText.Line(one.Message));
            xml.WriteString(text);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);
}
