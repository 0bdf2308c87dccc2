using MixPolicy.ExampleData;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: MixPolicy.ExampleData <node_modules> <folder to write to>; see examples/quickstart/README.md");
    return 2;
}

foreach (var line in await Quickstart.WriteAsync(args[0], args[1])) Console.WriteLine(line);
return 0;
