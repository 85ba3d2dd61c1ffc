using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Judges;
using MinMo.Training.Tests.Corpora.Speech;

namespace MinMo.Training.Tests.Judges;

public sealed class JudgeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pocketsphinx_hears_what_flite_says_in_its_domain()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/flite"), "flite is not installed");
        Assert.SkipUnless(File.Exists("/usr/bin/pocketsphinx_batch"), "pocketsphinx is not installed");
        string[] domain = ["the capital of france is paris", "the capital of spain is madrid", "good morning", "it is late"];
        var judge = PocketsphinxJudge.Prepare(_folder.Path, domain);
        var voice = new FliteSpeaker("slt");
        var cancel = TestContext.Current.CancellationToken;
        ReadOnlyMemory<float> first = await voice.SpeakAsync(domain[0], SpeakingManner.Usual, cancel);
        ReadOnlyMemory<float> second = await voice.SpeakAsync("good morning", SpeakingManner.Usual, cancel);

        var heard = await judge.ListenAsync([first, second], cancel);

        Assert.Equal([domain[0], "good morning"], heard);
    }

    [Fact]
    public void Words_outside_the_dictionary_are_not_in_the_vocabulary()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/pocketsphinx_batch"), "pocketsphinx is not installed");

        var judge = PocketsphinxJudge.Prepare(_folder.Path, ["good zorblatt morning"]);

        Assert.Equal(["good", "morning"], judge.Vocabulary.Order());
    }

    [Fact]
    public void A_whisper_without_weights_is_reported_as_not_installed()
        => Assert.Throws<JudgeNotInstalledException>(() => WhisperJudge.Open(_folder.Path, _folder.Path));
}
