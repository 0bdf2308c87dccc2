using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Writes what a package is made of as CycloneDX 1.6, from what restore resolved: every package that the project depends on, one step or many,
/// with its licence and hash. Without network, and without serial number or time: the same packages give the same bytes.
/// </summary>
/// <remarks>
/// MSBuild compiles this file when it packs, against .NET Standard 2.0, so that nothing need be built or restored first. JSON is read and written as
/// the XML that .NET Standard has for it.
/// </remarks>
public sealed class WriteSbom : Task
{
    /// <summary>The project's <c>project.assets.json</c>.</summary>
    [Required] public string Assets { get; set; }

    /// <summary>The target framework, with <c>/</c> and the runtime identifier where there is one.</summary>
    [Required] public string Target { get; set; }

    /// <summary>The package's id.</summary>
    [Required] public string Id { get; set; }

    /// <summary>The package's version.</summary>
    [Required] public string Version { get; set; }

    /// <summary>The package's licence, an SPDX expression.</summary>
    [Required] public string License { get; set; }

    /// <summary>The package's description.</summary>
    [Required] public string Description { get; set; }

    /// <summary><c>library</c> or <c>application</c>.</summary>
    [Required] public string Kind { get; set; }

    /// <summary>Assemblies of other projects of this repository, named as their packages are.</summary>
    public ITaskItem[] Projects { get; set; } = new ITaskItem[0];

    /// <summary>Packs of the runtime that the package holds a part of, as the SDK resolved them.</summary>
    public ITaskItem[] RuntimePacks { get; set; } = new ITaskItem[0];

    /// <summary>Ids of the packages, of the same version, that this one points to; then it holds nothing and depends on those alone.</summary>
    public ITaskItem[] Pointers { get; set; } = new ITaskItem[0];

    /// <summary>The file to write.</summary>
    [Required] public string Output { get; set; }

    private readonly SortedDictionary<string, XElement> _components = new SortedDictionary<string, XElement>(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string[]> _dependsOn = new SortedDictionary<string, string[]>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override bool Execute()
    {
        var self = Purl(Id, Version);
        _dependsOn[self] = Pointers.Length > 0 ? Pointers.Select(AddPointer).ToArray() : AddDependencies().Concat(RuntimePacks.Select(AddRuntimePack)).ToArray();
        var root = Component("component", Kind, Id, Version, License, null, null);
        root.Add(Text("description", Description));
        Write(Object("root",
            Text("bomFormat", "CycloneDX"),
            Text("specVersion", "1.6"),
            new XElement("version", new XAttribute("type", "number"), 1),
            Object("metadata", Array("lifecycles", Object("item", Text("phase", "build"))), root),
            Array("components", _components.Values.ToArray()),
            Array("dependencies", _dependsOn.Select(d => Object("item",
                Text("ref", d.Key), Array("dependsOn", d.Value.OrderBy(r => r, StringComparer.Ordinal).Select(r => Text("item", r)).ToArray()))).ToArray())));
        return !Log.HasLoggedErrors;
    }

    private string AddPointer(ITaskItem id) => Add(id.ItemSpec, Version, License, null, null, new string[0]);

    private string AddRuntimePack(ITaskItem pack)
    {
        var folder = pack.GetMetadata("PackageDirectory");
        var hash = File.ReadAllText(Directory.EnumerateFiles(folder, "*.nupkg.sha512").Single());
        return Add(pack.GetMetadata("NuGetPackageId"), pack.GetMetadata("NuGetPackageVersion"), Nuspec(folder), "SHA-512", Convert.FromBase64String(hash), new string[0]);
    }

    /// <summary>Walks from what the project itself asks for; what only builds it (analyzers) is asked for with PrivateAssets="all".</summary>
    private string[] AddDependencies()
    {
        XElement assets;
        using (var file = File.OpenRead(Assets))
        using (var reader = JsonReaderWriterFactory.CreateJsonReader(file, XmlDictionaryReaderQuotas.Max)) assets = XElement.Load(reader);
        var framework = Target.Split('/')[0];
        var resolved = Member(Member(assets, "targets"), Target).Elements().ToDictionary(e => Name(e).Split('/')[0], StringComparer.OrdinalIgnoreCase);
        var asked = Member(Member(Member(assets, "project"), "frameworks"), framework);
        var building = new HashSet<string>(
            (Member(asked, "dependencies")?.Elements() ?? Enumerable.Empty<XElement>()).Where(d => (string)Member(d, "suppressParent") == "All").Select(Name),
            StringComparer.OrdinalIgnoreCase);
        var direct = Member(Member(assets, "projectFileDependencyGroups"), framework).Elements()
            .Select(e => e.Value.Split(' ')[0]).Where(id => !building.Contains(id) && resolved.ContainsKey(id)).ToArray();

        var folders = Member(assets, "packageFolders").Elements().Select(Name).ToArray();
        var libraries = Member(assets, "libraries").Elements().ToDictionary(Name, StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(direct, StringComparer.OrdinalIgnoreCase);
        var open = new Queue<string>(direct);
        while (open.Count > 0)
        {
            var package = resolved[open.Dequeue()];
            var parts = Name(package).Split('/');
            var needs = (Member(package, "dependencies")?.Elements() ?? Enumerable.Empty<XElement>()).Select(Name).Where(resolved.ContainsKey).ToArray();
            foreach (var need in needs.Where(seen.Add)) open.Enqueue(need);
            var references = needs.Select(n => Purl(resolved[n])).ToArray();
            if ((string)Member(package, "type") == "project") Add(parts[0], parts[1], License, "SHA-256", Hash(parts[0]), references);
            else
            {
                var library = libraries[Name(package)];
                var folder = folders.Select(f => Path.Combine(f, (string)Member(library, "path"))).First(Directory.Exists);
                Add(parts[0], parts[1], Nuspec(folder), "SHA-512", Convert.FromBase64String((string)Member(library, "sha512")), references);
            }
        }

        return direct.Select(d => Purl(resolved[d])).ToArray();
    }

    private string Add(string id, string version, object license, string algorithm, byte[] hash, string[] dependsOn)
    {
        var purl = Purl(id, version);
        _components[purl] = Component("item", "library", id, version, license, algorithm, hash);
        _dependsOn[purl] = dependsOn;
        return purl;
    }

    private static XElement Component(string name, string kind, string id, string version, object license, string algorithm, byte[] hash) => Object(name,
        Text("type", kind),
        Text("bom-ref", Purl(id, version)),
        Text("name", id),
        Text("version", version),
        hash == null ? null : Array("hashes", Object("item", Text("alg", algorithm), Text("content", BitConverter.ToString(hash).Replace("-", "").ToLowerInvariant()))),
        license == null ? null : Array("licenses", license as XElement ?? Object("item", Text("expression", (string)license))),
        Text("purl", Purl(id, version)));

    /// <summary>What a package says of its licence: an SPDX expression, or else a file in it or an address. Null where it says nothing.</summary>
    private static object Nuspec(string folder)
    {
        var metadata = XElement.Load(Directory.EnumerateFiles(folder, "*.nuspec").Single()).Elements().First(e => e.Name.LocalName == "metadata");
        var license = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "license");
        if ((string)license?.Attribute("type") == "expression") return license.Value;
        var address = metadata.Elements().FirstOrDefault(e => e.Name.LocalName == "licenseUrl");
        return license != null ? Object("item", Object("license", Text("name", "the package's file " + license.Value)))
            : address != null ? Object("item", Object("license", Text("name", "as the address says"), Text("url", address.Value))) : null;
    }

    private byte[] Hash(string project)
    {
        using (var sha = SHA256.Create())
        using (var file = File.OpenRead(Projects.Single(p => p.GetMetadata("Filename") == project).GetMetadata("FullPath"))) return sha.ComputeHash(file);
    }

    private void Write(XElement root)
    {
        var stream = new MemoryStream();
        using (var writer = JsonReaderWriterFactory.CreateJsonWriter(stream, new UTF8Encoding(false), false, true, "  ")) root.WriteTo(writer);

        // The writer breaks lines as Windows does and escapes every slash; both are legal and neither is readable.
        var text = Encoding.UTF8.GetString(stream.ToArray()).Replace("\r\n", "\n").Replace("\\/", "/");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(Output)));
        File.WriteAllText(Output, text + "\n", new UTF8Encoding(false));
    }

    private static string Purl(XElement package) => Purl(Name(package).Split('/')[0], Name(package).Split('/')[1]);

    private static string Purl(string id, string version) => "pkg:nuget/" + id + "@" + version;

    /// <summary>A member's name; where it is none of XML's, the reader put it into an attribute.</summary>
    private static string Name(XElement member) => (string)member.Attribute("item") ?? member.Name.LocalName;

    private static XElement Member(XElement holder, string name) => holder.Elements().FirstOrDefault(e => Name(e) == name);

    private static XElement Text(string name, string value) => new XElement(name, new XAttribute("type", "string"), value);

    private static XElement Object(string name, params XElement[] members) => new XElement(name, new XAttribute("type", "object"), members);

    private static XElement Array(string name, params XElement[] items) => new XElement(name, new XAttribute("type", "array"), items);
}
