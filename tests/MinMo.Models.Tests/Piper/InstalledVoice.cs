using MinMo.Models.Piper;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Piper;

/// <summary>The voice, loaded once for all tests; they are skipped where it is not installed.</summary>
public sealed class InstalledVoice : IDisposable
{
    private readonly Lazy<PiperVoice> _voice;

    public InstalledVoice() => _voice = new Lazy<PiperVoice>(() => PiperVoice.Load(Folder), LazyThreadSafetyMode.PublicationOnly);

    public PiperVoice Voice => _voice.Value;

    public static string Folder
    {
        get
        {
            var folder = InstalledWeights.Find("piper-joe");
            Assert.SkipWhen(folder is null, "the weights 'piper-joe' are not installed");
            return folder!;
        }
    }

    public void Dispose()
    {
        if (_voice.IsValueCreated)
        {
            _voice.Value.Dispose();
        }
    }
}
