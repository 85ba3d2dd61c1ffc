using Microsoft.Playwright;

namespace MinMo.Peers.Tests.Browser;

/// <summary>The Chromium of this machine, without a window, with a file for a microphone.</summary>
internal sealed class ChromiumBrowser : IAsyncDisposable
{
    private const string Executable = "/usr/bin/chromium";

    /// <summary>Collects the loudest sample of every 128 that the page renders into <c>levels</c>.</summary>
    public const string Tap =
        """
        () => {
          if (!window.levels && document.getElementById("talk").getAttribute("aria-pressed") === "true") {
            window.levels = [];
            window.minmo.tap(samples => levels.push(samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0)));
          }
          return window.levels !== undefined;
        }
        """;

    /// <summary>What a browser does when the user has said no.</summary>
    public const string BlockMicrophone =
        "navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));";

    // Chromium's own processing would bend the levels that a scripted engine goes by.
    private const string RawMicrophone =
        """
        const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = () => real(
          { audio: { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false } });
        """;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private ChromiumBrowser(IPlaywright playwright, IBrowser browser)
    {
        _playwright = playwright;
        _browser = browser;
    }

    /// <summary>Starts it, or skips the test where it is missing.</summary>
    /// <param name="microphone">WAV file, played once from the moment the microphone opens.</param>
    public static async Task<ChromiumBrowser> StartAsync(string? microphone)
    {
        Assert.SkipUnless(File.Exists(Executable), $"{Executable} is not installed");
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Executable,
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-background-networking",
                "--autoplay-policy=no-user-gesture-required",
                "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
                .. microphone is null ? Array.Empty<string>() : [$"--use-file-for-fake-audio-capture={microphone}%noloop"],
            ],
        });
        return new ChromiumBrowser(playwright, browser);
    }

    public async Task<IPage> OpenAsync(Uri address, string? script = null)
    {
        var page = await _browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new() { Width = 1_000, Height = 900 } });
        page.SetDefaultTimeout(60_000);
        await page.AddInitScriptAsync(script ?? RawMicrophone);
        await page.GotoAsync(address.ToString());
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
