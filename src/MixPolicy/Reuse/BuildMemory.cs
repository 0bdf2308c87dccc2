using MixPolicy.Generations;
using MixPolicy.Output;
using MixPolicy.Policies;
using MixPolicy.Scanning;
using MixPolicy.Sources;

namespace MixPolicy.Reuse;

/// <summary>
/// What the last build into a folder remembers, and whether it still holds: then its result is this one's, and nothing is read.
/// <para>What is believed:</para>
/// <list type="bullet">
/// <item>The state is this folder's own only if the outputs that it names stand there with the very inode and change time that it says. Those
/// cannot be chosen, so a state that came by a clone, a copy or an archive is none, whatever it claims.</item>
/// <item>A source file is unchanged without being read if its stamp is the same and was settled: see <see cref="FileStamp"/>. Else its length
/// and its SHA-256 decide.</item>
/// <item>Now is the change time of a folder that is made before the first stamp is taken: no clock but the file system's own. (A time taken
/// afterwards, as that of the state itself, would let a change pass that came within one tick of the one before, while the build ran.)</item>
/// <item>Outputs that are signed, or not, or with another key, are not those of a build that is to sign; a check does not mind.</item>
/// <item>Not seen: a write through a mapping that was made before the build and is still open after it, and whoever can set the clock.</item>
/// </list>
/// Not thread-safe; the folder's lock is held.
/// </summary>
internal sealed class BuildMemory
{
    private readonly BuildRequest _request;
    private readonly Policy _policy;
    private readonly IReadOnlyList<SourceFile> _files;
    private readonly IReadOnlyList<InputFile> _others;
    private readonly string[] _paths;
    private readonly OutputFolder _folder;
    private readonly string _key;
    private readonly string? _signer;
    private readonly long _mark;
    private readonly FileStamps _stamps = new();
    private readonly FileStamp?[] _inputs;
    private readonly BuildState? _earlier;

    private BuildMemory(BuildRequest request, Policy policy, IReadOnlyList<SourceFile> files, IReadOnlyList<InputFile> others, OutputFolder folder)
    {
        (_request, _policy, _files, _others, _folder) = (request, policy, files, others, folder);
        _paths = [.. files.Select(f => f.FullPath), .. others.Select(f => f.FullPath)];
        _key = BuildKey.Of(request, policy, folder.FullPath, files, others);
        _signer = request.Signer?.PublicKeyPem;
        _mark = FileStamps.ChangeTime(folder.WorkFolder) ?? long.MinValue;
        _inputs = Stamps();
        if (request.Locked || request.Reuse == BuildReuse.Nothing) return;
        _earlier = StateFile.Read(folder.FullPath) is { } bytes ? BuildState.Of(bytes) : null;
    }

    /// <summary>
    /// Stamps the files that are read and reads what the last build left. Comes before the first of them is read; those whose digest is known by then
    /// have it in the key, so that it does not matter when they were.
    /// </summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="files">The files of the sources, as they resolve.</param>
    /// <param name="others">The files that the result rests on beside them. A build that gets to <see cref="Keep"/> has found them to have their digests.</param>
    /// <param name="folder">Where the outputs go.</param>
    public static BuildMemory Open(
        BuildRequest request, Policy policy, IReadOnlyList<SourceFile> files, IReadOnlyList<InputFile> others, OutputFolder folder) =>
        new(request, policy, files, others, folder);

    /// <summary>The earlier result, if a build now would come to the same, byte for byte; else null.</summary>
    public BuildResult? Recall(IProgress<BuildProgress>? progress, CancellationToken cancellation)
    {
        if (_earlier is not { } state || state.Key != _key || state.Inputs.Count != _paths.Length) return null;
        if (!_request.CheckOnly && state.Signer != _signer) return null;
        if (state.Absent.Any(name => Path.Exists(InFolder(name)))) return null;
        var outputs = Outputs(state);
        if (!IsOwn(outputs)) return null;
        var inputs = state.Inputs.Select((known, i) => new Comparison(known, _paths[i], _inputs[i])).ToArray();
        if (inputs.Any(i => i.Now is { } now && now.Bytes != i.Known.Bytes)) return null;

        Comparison[] doubtful = [.. outputs.Concat(inputs).Where(c => _request.Reuse == BuildReuse.SameContent || !c.Known.IsProvedBy(c.Now))];
        if (doubtful.Length > 0)
        {
            if (!HaveSameContent(doubtful, progress, cancellation)) return null;
            if (!_request.CheckOnly) Refresh(state, outputs, inputs);
        }

        var result = state.Said.Again(_policy.Files, _request.CheckOnly ? [] : [.. state.Outputs.Select(o => InFolder(o.Name))]);
        if (!_request.CheckOnly) Seal(result, outputs, inputs, state.Absent);
        return result;
    }

    /// <summary>
    /// What the scan may take over where the whole result cannot be: digests of files that are as they were, and the units kept here. Where the
    /// verdict is believed elsewhere, on a build server and for outputs that are kept, none is taken over.
    /// </summary>
    public ScanReuse ForScan()
    {
        var known = new Dictionary<(int Source, string Name), KnownContent>();
        if (_request.Reuse == BuildReuse.Unchanged && _earlier is { } state && IsOwn(Outputs(state)))
        {
            var proved = new Dictionary<string, KnownFile>(StringComparer.Ordinal);
            foreach (var input in state.Inputs.SkipLast(state.Others)) proved[input.Name] = input;
            for (var i = 0; i < _files.Count; i++)
            {
                if (proved.TryGetValue(_files[i].Name, out var input) && input.IsProvedBy(_inputs[i])) known[Id(_files[i])] = new KnownContent(Convert.FromHexString(input.Sha256), input.Parts);
            }
        }

        var units = new UnitStore(_folder.IndexFolder);
        return new ScanReuse(
            units,
            file => known.GetValueOrDefault(Id(file)),
            Finds: _request.Reuse == BuildReuse.Unchanged && !_request.Locked && !units.IsEmpty,
            Keeps: !_request.CheckOnly && !_request.Locked);
    }

    /// <summary>Remembers a result whose outputs were just put in place, if it can be had again: not one that could not be evaluated.</summary>
    /// <param name="result">The result.</param>
    /// <param name="read">What was read, with its digests.</param>
    public void Keep(BuildResult result, IReadOnlyList<FileResult> read)
    {
        if (result.Outcome == BuildOutcome.NotEvaluated || _folder.Committed is not { } set) return;
        var digests = read.ToDictionary(f => (f.File.Source, f.File.Name));
        KnownFile[] outputs = [.. set.Files.Select(Known)];

        // What was changed meanwhile may have been read before or after; outputs without a stamp would bind the state to no place.
        if (outputs.Any(o => o.Stamp is null) || !Stamps().SequenceEqual(_inputs)) return;
        KnownFile[] inputs = [.. _files.Select((file, i) => Known(file, i, digests[(file.Source, file.Name)])), .. _others.Select((file, i) => Known(file, _files.Count + i))];
        Write(new BuildState(_key, _signer, inputs, _others.Count, outputs, set.Absent, SaidResult.Of(result, _policy.Files)));
    }

    private static (int Source, string Name) Id(SourceFile file) => (file.Source, file.Name);

    /// <summary>Whether the outputs that a state names stand as it left them, so that it is of this folder.</summary>
    private static bool IsOwn(Comparison[] outputs) => Array.TrueForAll(outputs, o => o.Now is not null && o.Now == o.Known.Stamp);

    private Comparison[] Outputs(BuildState state) =>
        [.. state.Outputs.Select(o => new Comparison(o, InFolder(o.Name), _stamps.Of(InFolder(o.Name))))];

    private KnownFile Known(CommitRename output)
    {
        var stamp = _stamps.Of(InFolder(output.To));
        return new KnownFile(output.To, output.Sha256, output.Bytes, stamp, [], stamp is not null && stamp.WasSettledWhenPlaced());
    }

    private KnownFile Known(SourceFile file, int number, FileResult read) => new(
        file.Name, Convert.ToHexStringLower(read.Sha256), read.Bytes, _inputs[number], read.Parts, _inputs[number] is { } stamp && stamp.IsSettledAt(_mark));

    private KnownFile Known(InputFile file, int number) => new(
        file.Name, file.Sha256, file.Bytes, _inputs[number], [], _inputs[number] is { } stamp && stamp.IsSettledAt(_mark));

    private bool HaveSameContent(Comparison[] files, IProgress<BuildProgress>? progress, CancellationToken cancellation)
    {
        var (total, done) = (files.Sum(c => c.Known.Bytes), 0L);
        var same = true;
        Workers.Run(
            files.Length,
            _request.Threads,
            i =>
            {
                if (!Volatile.Read(ref same)) return;
                if (!files[i].HasKnownContent(cancellation)) Volatile.Write(ref same, false);
                progress?.Report(new BuildProgress("compare", Interlocked.Add(ref done, files[i].Known.Bytes), total));
            },
            cancellation);
        return same;
    }

    /// <summary>Keeps what the comparison showed, so that the next one need not read again.</summary>
    private void Refresh(BuildState state, IEnumerable<Comparison> outputs, IEnumerable<Comparison> inputs)
    {
        var now = state with { Outputs = [.. outputs.Select(c => c.Proved(_mark))], Inputs = [.. inputs.Select(c => c.Proved(_mark))] };
        if (!now.Outputs.SequenceEqual(state.Outputs) || !now.Inputs.SequenceEqual(state.Inputs)) Write(now);
    }

    /// <summary>Seals what was found unchanged, if every later change of it must show: not on the run that made it, but on the first after.</summary>
    private void Seal(BuildResult result, IEnumerable<Comparison> outputs, IEnumerable<Comparison> inputs, IEnumerable<string> absent)
    {
        if (_request.Seal is null || _request.Reuse != BuildReuse.Unchanged) return;
        var seal = new SealMaker(_policy, _stamps, _mark);
        foreach (var file in outputs.Concat(inputs)) seal.Add(file.Path, file.Now);
        seal.AddPolicy(_request);
        seal.AddFolders(_files);
        foreach (var name in absent.Append(OutputNames.Journal)) seal.AddAbsent(InFolder(name));
        if (seal.Make(_request, result) is { } bytes) BuildSeal.Write(_request.Seal, bytes);
    }

    private void Write(BuildState state) => StateFile.Write(_folder.FullPath, state.ToBytes());

    private FileStamp?[] Stamps() => [.. _paths.Select(_stamps.Of)];

    private string InFolder(string name) => Path.Combine(_folder.FullPath, name);
}
