using MinMo.Testing.Files;
using MinMo.Training.Evaluation.Sets;

namespace MinMo.Training.Tests.Evaluation;

/// <summary>Tiny data sets in the layouts of the public ones.</summary>
public sealed class EvaluationSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void LibriSpeech_has_one_list_in_each_chapter()
    {
        _folder.Write("61/70968/61-70968.trans.txt", "61-70968-0000 HE BEGAN\n61-70968-0001 A CONFUSED COMPLAINT\n");
        var first = _folder.Write("61/70968/61-70968-0000.flac", "sound");
        _folder.Write("61/70968/61-70968-0001.flac", "sound");
        _folder.Write("121/7/121-7.trans.txt", "121-7-0000 ALSO\n");
        _folder.Write("121/7/121-7-0000.flac", "sound");

        var sentences = EvaluationSet.Open(_folder.Path).Sentences;

        Assert.Equal(["121-7-0000", "61-70968-0000", "61-70968-0001"], sentences.Select(sentence => sentence.Id));
        Assert.Equal(new RecordedSentence("61-70968-0000", first, "HE BEGAN"), sentences[1]);
    }

    [Fact]
    public void Common_voice_keeps_audio_in_clips()
    {
        _folder.Write("en/test.tsv", "client_id\tpath\tsentence\tup_votes\nab\tcommon_voice_1.mp3\tGood morning.\t2\n");
        var converted = _folder.Write("en/clips/common_voice_1.wav", "sound");

        var sentence = Assert.Single(EvaluationSet.Open(_folder.Path).Sentences);

        Assert.Equal(new RecordedSentence("common_voice_1", converted, "Good morning."), sentence);
    }

    [Fact]
    public void Mp3_is_refused_with_a_remedy()
    {
        _folder.Write("test.tsv", "client_id\tpath\tsentence\nab\ta.mp3\tGood morning.\n");
        _folder.Write("clips/a.mp3", "sound");

        var problem = Assert.Throws<EvaluationSetException>(() => EvaluationSet.Open(_folder.Path));

        Assert.Contains("convert it", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audio/dev")]
    [InlineData("dev")]
    public void Fleurs_has_no_header(string audio)
    {
        _folder.Write("dev.tsv", "1663\t10.wav\tThe cat sat.\tthe cat sat\tt h e\t92160\tMALE\n");
        var path = _folder.Write($"{audio}/10.wav", "sound");

        var sentence = Assert.Single(EvaluationSet.Open(_folder.Path).Sentences);

        Assert.Equal(new RecordedSentence("10", path, "the cat sat"), sentence);
    }

    [Fact]
    public void Our_own_lists_skip_noise()
    {
        _folder.Write("clips.tsv", "id\tfile\tkind\ttranscript\na\ta.flac\tquestion\twhat time is it\nb\tb.flac\tnoise\t\n");
        _folder.Write("a.flac", "sound");
        _folder.Write("b.flac", "sound");

        Assert.Equal("what time is it", Assert.Single(EvaluationSet.Open(_folder.Path).Sentences).Transcript);
    }

    [Fact]
    public void Recording_that_is_listed_but_not_there_is_named()
    {
        _folder.Write("1/2/1-2.trans.txt", "1-2-0000 HELLO\n");

        var problem = Assert.Throws<EvaluationSetException>(() => EvaluationSet.Open(_folder.Path));

        Assert.Contains("1-2-0000", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_without_any_layout_is_refused()
    {
        _folder.Write("readme.txt", "nothing here");

        Assert.Throws<EvaluationSetException>(() => EvaluationSet.Open(_folder.Path));
        Assert.Throws<DirectoryNotFoundException>(() => EvaluationSet.Open(_folder.Of("gone")));
    }

    [Fact]
    public void Rttm_tells_parties_by_channel()
    {
        _folder.Write("call.wav", "sound");
        _folder.Write("call.rttm", """
            SPKR-INFO call 1 <NA> <NA> <NA> unknown b <NA> <NA>
            SPEAKER call 2 0.50 1.50 <NA> <NA> a <NA> <NA>
            SPEAKER call 1 2.25 0.75 <NA> <NA> b <NA> <NA>
            """);

        var call = Assert.Single(EvaluationSet.Open(_folder.Path).Calls);

        Assert.Equal([Turn(2.25, 3)], call.Caller);
        Assert.Equal([Turn(0.5, 2)], call.Other);
    }

    [Fact]
    public void Rttm_of_one_channel_takes_who_speaks_first_for_the_caller()
    {
        _folder.Write("call.wav", "sound");
        _folder.Write("call.rttm", "SPEAKER call 1 4 1 <NA> <NA> agent <NA> <NA>\nSPEAKER call 1 1 2 <NA> <NA> caller <NA> <NA>\n");

        Assert.Equal([Turn(1, 3)], Assert.Single(EvaluationSet.Open(_folder.Path).Calls).Caller);
    }

    [Fact]
    public void Rttm_of_three_speakers_is_no_call()
    {
        _folder.Write("call.wav", "sound");
        _folder.Write("call.rttm", string.Concat("abc".Select(name => $"SPEAKER call 1 1 2 <NA> <NA> {name} <NA> <NA>\n")));

        Assert.Throws<EvaluationSetException>(() => EvaluationSet.Open(_folder.Path));
    }

    [Theory]
    [InlineData(LongGrid)]
    [InlineData(ShortGrid)]
    public void TextGrid_has_a_tier_for_each_party(string grid)
    {
        _folder.Write("call.wav", "sound");
        _folder.Write("call.TextGrid", grid);

        var call = Assert.Single(EvaluationSet.Open(_folder.Path).Calls);

        Assert.Equal([Turn(0.5, 2) with { Text = "say \"hi\"" }], call.Caller);
        Assert.Equal([Turn(2, 3) with { Text = "hi" }], call.Other);
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("\"ooTextFile\" \"TextGrid\" 0 3 <exists> 1 \"IntervalTier\" \"a\" 0 3 1 0")]
    public void Broken_TextGrid_is_refused(string grid)
    {
        _folder.Write("call.wav", "sound");
        _folder.Write("call.TextGrid", grid);

        Assert.Throws<EvaluationSetException>(() => EvaluationSet.Open(_folder.Path));
    }

    private const string LongGrid = """"
        File type = "ooTextFile"
        Object class = "TextGrid"

        xmin = 0
        xmax = 3
        tiers? <exists>
        size = 3
        item []:
            item [1]:
                class = "IntervalTier"
                name = "caller"
                xmin = 0
                xmax = 3
                intervals: size = 2
                intervals [1]:
                    xmin = 0
                    xmax = 0.5
                    text = ""
                intervals [2]:
                    xmin = 0.5
                    xmax = 2
                    text = "say ""hi"""
            item [2]:
                class = "TextTier"
                name = "marks"
                xmin = 0
                xmax = 3
                points: size = 1
                points [1]:
                    number = 1
                    mark = "door"
            item [3]:
                class = "IntervalTier"
                name = "agent"
                xmin = 0
                xmax = 3
                intervals: size = 2
                intervals [1]:
                    xmin = 0
                    xmax = 2
                    text = "sil"
                intervals [2]:
                    xmin = 2
                    xmax = 3
                    text = "hi"
        """";

    private const string ShortGrid = """"
        File type = "ooTextFile"
        "TextGrid"

        0
        3
        <exists>
        2
        "IntervalTier"
        "caller"
        0
        3
        2
        0
        0.5
        ""
        0.5
        2
        "say ""hi"""
        "IntervalTier"
        "agent"
        0
        3
        2
        0
        2
        "sil"
        2
        3
        "hi"
        """";

    private static RecordedTurn Turn(double start, double end)
        => new(TimeSpan.FromSeconds(start), TimeSpan.FromSeconds(end), string.Empty);
}
