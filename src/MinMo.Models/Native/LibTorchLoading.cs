using System.Runtime.InteropServices;

namespace MinMo.Models.Native;

/// <summary>
/// Loads a libtorch from a folder of its own. The loader of Linux takes a library that is already loaded wherever another one
/// asks for its name, so TorchSharp's own library finds those of the folder. TorchSharp must then be kept from loading its
/// package's copy by path, which would give two in one process: eng/MinMo.Build makes it ask whether that was done.
/// </summary>
internal static partial class LibTorchLoading
{
    /// <summary>What TorchSharp was built against.</summary>
    private const string BuiltAgainst = "2.10.0";

    private const string Bridge = "libLibTorchSharp.so";
    private const string Libc = "libc.so.6";

    /// <summary>Resolve every symbol at once: one that is missing would else end the process at its first call.</summary>
    private const int ResolveNow = 2;

    /// <summary>Say whether a library of this name is loaded, and load nothing.</summary>
    private const int LoadNothing = 4;

    // Each before those that need it; the optional ones are there where PyTorch was built for CUDA.
    private static readonly (string Name, bool Optional)[] Libraries =
    [
        ("libtorch_global_deps.so", true), ("libc10.so", false), ("libtorch_cpu.so", false),
        ("libc10_cuda.so", true), ("libtorch_cuda.so", true), ("libtorch.so", false),
    ];

    /// <summary>Tells TorchSharp, which our build has made ask for it, that its libraries are loaded; marks the assembly that does.
    /// </summary>
    public const string Told = "MinMo.LibTorch";

    /// <summary>The libtorch that was named and is used; null for the program's own.</summary>
    public static LibTorchFolder? Used { get; private set; }

    private static string BridgePath => Path.Combine(AppContext.BaseDirectory, Bridge);

    /// <exception cref="LibTorchException">It cannot be used.</exception>
    public static void Load(LibTorchFolder folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new LibTorchException("a libtorch of one's own can only be named on Linux");
        }

        if (Open(BridgePath, ResolveNow | LoadNothing) != 0)
        {
            throw new LibTorchException("TorchSharp has loaded a libtorch already, and a process can have only one");
        }

        foreach (var (name, optional) in Libraries)
        {
            LoadLibrary(folder, name, optional);
        }

        CheckNames(folder);
        LoadBridge(folder);
        AppContext.SetData(Told, folder.Path);
        Used = folder;
    }

    private static void LoadLibrary(LibTorchFolder folder, string name, bool optional)
    {
        var path = Path.Combine(folder.Path, name);
        if (optional && !File.Exists(path))
        {
            return;
        }

        try
        {
            NativeLibrary.Load(path);
        }
        catch (Exception problem) when (problem is DllNotFoundException or BadImageFormatException)
        {
            throw new LibTorchException($"libtorch {folder} cannot be loaded: {problem.Message.ReplaceLineEndings(" ")}", problem);
        }
    }

    // Distributions put their version into the name inside the file: TorchSharp would not find it and load its own copy too.
    private static void CheckNames(LibTorchFolder folder)
    {
        foreach (var (name, optional) in Libraries)
        {
            if (!optional && Open(name, ResolveNow | LoadNothing) == 0)
            {
                throw new LibTorchException(
                    $"libtorch {folder} does not call itself {name}, as that of a distribution: use the one of a PyTorch from its publisher");
            }
        }
    }

    private static void LoadBridge(LibTorchFolder folder)
    {
        if (!File.Exists(BridgePath))
        {
            throw new LibTorchException($"'{BridgePath}' is missing, TorchSharp's own library: build again");
        }

        if (Open(BridgePath, ResolveNow) == 0)
        {
            throw new LibTorchException(
                $"libtorch {folder} does not fit TorchSharp, which was built against {BuiltAgainst}: "
                + $"{Marshal.PtrToStringUTF8(LastError())}; install that version, or unset MINMO_LIBTORCH");
        }
    }

    [LibraryImport(Libc, EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path, int flags);

    [LibraryImport(Libc, EntryPoint = "dlerror")]
    private static partial nint LastError();
}
