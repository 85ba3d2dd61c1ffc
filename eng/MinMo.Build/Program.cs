using MinMo.Build;

if (args is not [var assembly, var library, var folder])
{
    Console.Error.WriteLine("usage: MinMo.Build TorchSharp.dll libLibTorchSharp.so FOLDER");
    return 2;
}

Directory.CreateDirectory(folder);
Replace(Path.Combine(folder, "libLibTorchSharp.so"), target => LibstdcxxDemand.Lower(library, target));
Replace(Path.Combine(folder, "TorchSharp.dll"), target => KeepAliveWeaver.Weave(assembly, target));
return 0;

// Output folders hold hard links to the old file: a new file takes its name, the old one is never written to.
static void Replace(string path, Action<string> write)
{
    string unfinished = $"{path}.{Environment.ProcessId}";
    write(unfinished);
    File.Move(unfinished, path, overwrite: true);
}
