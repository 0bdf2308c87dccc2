using System.Text.Json;

// The build has put the evidence beside the program: what to train on, and that it satisfied the policy.
var folder = Path.Combine(AppContext.BaseDirectory, "mixpolicy", "gated");
using var lineage = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "lineage.json")));
var report = lineage.RootElement;
var (policy, manifest, mix) = (report.GetProperty("policy"), report.GetProperty("manifest"), report.GetProperty("mix"));

Console.WriteLine($"policy    {policy.GetProperty("name").GetString()}, {report.GetProperty("verdict").GetString()}");
Console.WriteLine($"mix       {mix.GetProperty("total").GetInt64()} tokens in {mix.GetProperty("records").GetInt64()} records");
Console.WriteLine($"manifest  {manifest.GetProperty("file").GetString()}, sha256 {manifest.GetProperty("sha256").GetString()}");
