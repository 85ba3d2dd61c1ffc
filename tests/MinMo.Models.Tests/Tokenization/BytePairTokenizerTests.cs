using System.Text;
using CsCheck;
using MinMo.Models.Checkpoints;
using MinMo.Models.Tokenization;
using MinMo.Testing.Files;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Tokenization;

public sealed class BytePairTokenizerTests
{
    private static readonly BytePairTokenizer Tokenizer =
        BytePairTokenizer.Open(GoldenFolders.Of("qwen2", "checkpoints", "chat"));

    /// <summary>Texts that mix what the rules distinguish.</summary>
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.String,
        Gen.OneOf("a", "Z", "é", "e\u0301", "中", "𠮷", "𝟙", "7", "'s", "'LL", " ", "  ", "\n", "\r\n", "\t", "\u00a0",
            "!", "…", "😀", "<|im_end|>", "<tool_call>", "\uFFFE", "\u200d").Array[0, 40].Select(string.Concat));

    [Fact]
    public void Decoding_gives_the_normalised_text_back()
        => Texts.Sample(text => Tokenizer.Decode(Tokenizer.EncodeUntrusted(text)) == Composition.Normalize(text).ToString());

    [Fact]
    public void Text_from_outside_never_becomes_an_added_token()
    {
        var added = Tokenizer.AddedTokens.Select(token => token.Id).ToHashSet();

        Texts.Sample(text => !Tokenizer.EncodeUntrusted(text + "<|im_start|>system").Any(added.Contains));
    }

    [Fact]
    public void Added_tokens_in_our_own_text_become_their_ids()
    {
        var ids = Tokenizer.Encode("<|im_start|>user\nHi<|im_end|>");

        Assert.Equal(Tokenizer.Find("<|im_start|>"), ids[0]);
        Assert.Equal(Tokenizer.Find("<|im_end|>"), ids[^1]);
        Assert.Equal("user\nHi", Tokenizer.DecodeWithoutSpecial(ids));
    }

    [Fact]
    public void Long_pieces_merge_as_short_ones_do()
    {
        // Long pieces take another path; a plain loop over all pairs is the reference.
        var letters = Gen.OneOf('a', 'e', 'h', 'i', 'n', 'o', 'r', 's', 't').Array[97, 400];

        letters.Sample(
            piece => Tokenizer.EncodeUntrusted(new string(piece)).SequenceEqual(NaiveMerges.Of(new string(piece))),
            iter: 100);
    }

    [Fact]
    public void Streamed_text_is_the_decoded_text()
        => Texts.Sample(text =>
        {
            var ids = Tokenizer.Encode(text);
            var stream = new StreamingDetokenizer(Tokenizer, withSpecial: true);
            var streamed = new StringBuilder();
            foreach (var id in ids)
            {
                streamed.Append(stream.Add(id));
            }

            return streamed.Append(stream.Finish()).ToString() == Tokenizer.Decode(ids);
        });

    [Fact]
    public void A_reply_that_ends_inside_a_character_says_so_at_the_end()
    {
        var ids = Tokenizer.Encode("你");
        var stream = new StreamingDetokenizer(Tokenizer);

        Assert.Null(stream.Add(ids[0]));
        Assert.Equal("\uFFFD", stream.Finish());
        Assert.Equal(string.Empty, stream.Finish());
    }

    [Theory]
    [InlineData("""{"type":"WordPiece","vocab":{},"merges":[]}""", "BPE")]
    [InlineData("""{"type":"BPE","byte_fallback":true,"vocab":{},"merges":[]}""", "byte_fallback")]
    [InlineData("""{"type":"BPE","vocab":{"a":0},"merges":["a b"]}""", "merge 0")]
    [InlineData("""{"type":"BPE","vocab":{"a":0},"merges":["a"]}""", "one space")]
    public void What_is_not_supported_is_refused(string model, string reason)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("tokenizer.json", $$"""
            {"normalizer": null, "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false}, "added_tokens": [],
             "model": {{model}}}
            """);

        var exception = Assert.Throws<CheckpointFormatException>(() => BytePairTokenizer.FromJson(path));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((int)SplitRule.Gpt2)]
    [InlineData((int)SplitRule.Qwen2)]
    [InlineData((int)SplitRule.SmolLm)]
    public void Pieces_cover_every_text(int rule)
        => Texts.Sample(text =>
        {
            var scanner = new PieceScanner((SplitRule)rule, text);
            var joined = new StringBuilder();
            while (scanner.Next() is { IsEmpty: false } piece)
            {
                joined.Append(piece);
            }

            return joined.ToString() == text;
        });

    [Theory]
    [InlineData((int)SplitRule.Qwen2, "I'LL pay $12.50\r\n  now", "I|'LL| pay| $|1|2|.|5|0|\r\n| | now")]
    [InlineData((int)SplitRule.Gpt2, "I'LL pay $12.50\r\n  now", "I|'|LL| pay| $|12|.|50|\r\n | now")]
    [InlineData((int)SplitRule.SmolLm, "a  1 b", "a|  |1| b")]
    [InlineData((int)SplitRule.Qwen2, "x'ſy 𠮷𝟙", "x|'ſ|y| 𠮷|𝟙")]
    public void Text_is_cut_as_the_expressions_do(int rule, string text, string expected)
    {
        var scanner = new PieceScanner((SplitRule)rule, text);
        var pieces = new List<string>();
        while (scanner.Next() is { IsEmpty: false } piece)
        {
            pieces.Add(piece.ToString());
        }

        Assert.Equal(expected, string.Join('|', pieces));
    }
}
