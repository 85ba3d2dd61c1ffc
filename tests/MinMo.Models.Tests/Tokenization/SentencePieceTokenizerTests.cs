using CsCheck;
using Google.Protobuf;
using MinMo.Models.Checkpoints;
using MinMo.Models.Tests.Checkpoints;
using MinMo.Models.Tokenization.SentencePieces;
using MinMo.Testing.Files;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.Tokenization;

public sealed class SentencePieceTokenizerTests : IDisposable
{
    private const int Normal = 1;
    private const int Unknown = 2;
    private const int Unused = 5;
    private const int BytePairs = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_pair_of_the_highest_score_is_merged_first()
    {
        var tokenizer = Write(BytePairs, ("a", 0, Normal), ("b", 0, Normal), ("c", 0, Normal), ("ab", -2, Normal), ("bc", -1, Normal));

        Assert.Equal(["a", "bc"], tokenizer.Encode("abc").Select(piece => piece.Text));
    }

    [Fact]
    public void Of_equal_pairs_the_leftmost_is_merged_first()
    {
        var tokenizer = Write(BytePairs, ("a", 0, Normal), ("aa", -1, Normal));

        Assert.Equal(["aa", "aa", "a"], tokenizer.Encode("aaaaa").Select(piece => piece.Text));
    }

    [Fact]
    public void A_piece_that_is_not_used_is_taken_apart_again()
    {
        var tokenizer = Write(BytePairs, ("a", 0, Normal), ("b", 0, Normal), ("ab", -1, Unused), ("abb", -2, Normal));

        Assert.Equal(["a", "b"], tokenizer.Encode("ab").Select(piece => piece.Text));
        Assert.Equal(["abb"], tokenizer.Encode("abb").Select(piece => piece.Text));
    }

    [Fact]
    public void A_run_of_unknown_characters_is_one_piece()
    {
        var tokenizer = Write(BytePairs, ("a", 0, Normal));

        Assert.Equal([new TextPiece("xy😀", 0), new TextPiece("a", 1), new TextPiece("z", 0)], tokenizer.Encode("xy😀az"));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_an_unknown_character()
        => Assert.Equal([new TextPiece("\uFFFD", 0)], Write(BytePairs, ("a", 0, Normal)).Encode("\uD83D"));

    [Fact]
    public void A_model_of_another_kind_is_refused()
    {
        const int Unigram = 1;

        Assert.Throws<CheckpointFormatException>(() => Write(Unigram, ("a", 0, Normal)));
    }

    [Fact]
    public void What_was_encoded_is_decoded()
    {
        var tokenizer = Golden("tiny");

        Gen.Char["helo wrd.,天气"].Array[0, 30].Sample(
            characters =>
            {
                var text = string.Join(' ', new string(characters).Split(' ', StringSplitOptions.RemoveEmptyEntries));
                return tokenizer.Decode(tokenizer.Encode(text).Select(piece => piece.Id)) == text;
            },
            iter: 500,
            threads: 1);
    }

    [Theory]
    [InlineData("tiny")]
    [InlineData("nfkc")]
    public void Changed_files_are_read_or_refused_in_the_one_way(string checkpoint)
    {
        var valid = File.ReadAllBytes(PathOf(checkpoint));

        FileMutations.Of(valid).Sample(
            bytes => IsReadOrRefused(_folder.Write("fuzzed.model", bytes)),
            iter: 300,
            threads: 1);
    }

    private static bool IsReadOrRefused(string path)
    {
        try
        {
            return SentencePieceTokenizer.Open(path).Encode("Ｈｅｌｌｏ wörld <|en|>").Count >= 0;
        }
        catch (CheckpointFormatException)
        {
            return true;
        }
    }

    private static SentencePieceTokenizer Golden(string checkpoint) => SentencePieceTokenizer.Open(PathOf(checkpoint));

    private static string PathOf(string checkpoint)
        => GoldenFolders.Of("sensevoice", "checkpoints", checkpoint, "chn_jpn_yue_eng_ko_spectok.bpe.model");

    private SentencePieceTokenizer Write(int modelType, params (string Text, float Score, int Kind)[] pieces)
    {
        var file = Message(model =>
        {
            foreach (var (text, score, kind) in (ReadOnlySpan<(string, float, int)>)[("<unk>", 0f, Unknown), .. pieces])
            {
                WriteInner(model, 1, Message(piece =>
                {
                    piece.WriteTag(1, WireFormat.WireType.LengthDelimited);
                    piece.WriteString(text);
                    piece.WriteTag(2, WireFormat.WireType.Fixed32);
                    piece.WriteFloat(score);
                    piece.WriteTag(3, WireFormat.WireType.Varint);
                    piece.WriteInt32(kind);
                }));
            }

            WriteInner(model, 2, Message(trainer =>
            {
                trainer.WriteTag(3, WireFormat.WireType.Varint);
                trainer.WriteInt32(modelType);
            }));
            WriteInner(model, 3, Message(normalizer =>
            {
                normalizer.WriteTag(3, WireFormat.WireType.Varint);
                normalizer.WriteBool(false);
            }));
        });
        return SentencePieceTokenizer.Open(_folder.Write("written.model", file));
    }

    private static void WriteInner(CodedOutputStream output, int field, byte[] content)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(content));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            write(output);
        }

        return buffer.ToArray();
    }
}
