using System.Text.Json;
using CsCheck;
using MinMo.LoadTest.Dialogues;
using MinMo.LoadTest.Network;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Tests.Dialogues;

public sealed class DialogueFileTests
{
    private static readonly Gen<string> Words = Gen.String[Gen.Char['a', 'z'], 1, 12];
    private static readonly Gen<double> Seconds = Gen.Int[0, 600_000].Select(milliseconds => milliseconds / 1000.0);

    [Fact]
    public void The_dialogues_that_come_along_have_every_kind_of_move()
    {
        var dialogues = DialogueFile.BuiltIn();

        var moves = dialogues.SelectMany(dialogue => dialogue.Moves).ToArray();
        Assert.All(Enum.GetValues<SpeechRole>(), role => Assert.Contains(moves, move => move is SpeakMove speak && speak.Role == role));
        Assert.Contains(moves, move => move is WaitMove);
        Assert.Contains(moves, move => move is SpeakMove speak && speak.Utterance.Pieces.Any(piece => piece is PausePiece));
        Assert.Contains(dialogues, dialogue => dialogue.Network != NetworkConditions.Perfect);
    }

    [Fact]
    public void A_dialogue_is_read_with_its_defaults()
    {
        var dialogue = Assert.Single(DialogueFile.Parse(
            """
            {"dialogues": [{"name": "one", "instructions": "Be brief.", "network": {"loss_percent": 5, "jitter_ms": 40}, "moves": [
              {"say": ["I would like", 0.75, "a room"]},
              {"back_channel": "right", "into": 2},
              {"background": "hello over there"},
              {"barge_in": {"file": "stop.wav"}},
              {"wait": 1.5}
            ]}]}
            """, "/speech"));

        Assert.Equal("Be brief.", dialogue.Instructions);
        Assert.Equal(new NetworkConditions(0.05, TimeSpan.FromMilliseconds(40)), dialogue.Network);
        var turn = Assert.IsType<SpeakMove>(dialogue.Moves[0]);
        Assert.Equal((SpeechRole.Turn, TimeSpan.FromSeconds(0.4), "I would like ... a room"), (turn.Role, turn.Delay, turn.Utterance.Words));
        Assert.Equal(new PausePiece(TimeSpan.FromSeconds(0.75)), turn.Utterance.Pieces[1]);
        Assert.Equal(TimeSpan.FromSeconds(2), Assert.IsType<SpeakMove>(dialogue.Moves[1]).Delay);
        Assert.Equal(-15, Assert.IsType<SpeakMove>(dialogue.Moves[2]).LevelDecibels);
        Assert.Equal(
            new RecordingPiece(Path.Combine("/speech", "stop.wav")), Assert.IsType<SpeakMove>(dialogue.Moves[3]).Utterance.Pieces[0]);
        Assert.Equal(new WaitMove(TimeSpan.FromSeconds(1.5)), dialogue.Moves[4]);
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"dialogues": []}""", "the file has no dialogues")]
    [InlineData("""{"calls": []}""", "the file has 'calls', which is unknown here")]
    [InlineData("""{"dialogues": [{"name": "a", "moves": []}]}""", "dialogues[0] has no moves")]
    [InlineData("""{"dialogues": [{"moves": [{"wait": 1}]}]}""", "dialogues[0] lacks 'name'")]
    [InlineData("""{"dialogues": [{"name": "a", "moves": [{"wait": 1}, {"wait": -1}]}]}""", "dialogues[0].moves[1].wait must be a number from 0 to 600")]
    [InlineData("""{"dialogues": [{"name": "a", "moves": [{"say": "x", "into": 1}]}]}""", "dialogues[0].moves[0] has 'into'")]
    [InlineData("""{"dialogues": [{"name": "a", "moves": [{"barge_in": "x", "after": 1}]}]}""", "dialogues[0].moves[0] has 'after'")]
    [InlineData("""{"dialogues": [{"name": "a", "moves": [{"say": "x", "barge_in": "y"}]}]}""", "dialogues[0].moves[0] must have one of say")]
    [InlineData("""{"dialogues": [{"name": "a", "moves": [{"say": [1, 2]}]}]}""", "dialogues[0].moves[0].say says nothing")]
    [InlineData("""{"dialogues": [{"name": "a", "moves": [{"say": " "}]}]}""", "dialogues[0].moves[0].say says nothing")]
    [InlineData("""{"dialogues": [{"name": "a", "network": {"loss": 1}, "moves": [{"wait": 1}]}]}""", "dialogues[0].network has 'loss'")]
    [InlineData("""{"dialogues": [{"name": "a", "moves": [{"wait": 1}]}, {"name": "a", "moves": [{"wait": 1}]}]}""", "two dialogues named 'a'")]
    public void A_mistake_is_named_with_its_place(string json, string complaint)
    {
        var problem = Assert.Throws<DialogueScriptException>(() => DialogueFile.Parse(json, ""));

        Assert.Contains(complaint, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_written_is_read_back()
    {
        var wait = Seconds.Select(seconds => new Dictionary<string, object> { ["wait"] = seconds });
        var turn = Gen.Select(Words, Seconds, (words, seconds) => new Dictionary<string, object> { ["say"] = words, ["after"] = seconds });
        var into = Gen.Select(Gen.OneOf(Gen.Const("barge_in"), Gen.Const("back_channel"), Gen.Const("background")), Words, Seconds,
            (key, words, seconds) => new Dictionary<string, object> { [key] = words, ["into"] = seconds });

        Gen.OneOf(wait, turn, into).Array[1, 8].Sample(moves =>
        {
            string json = JsonSerializer.Serialize(new { dialogues = new[] { new { name = "any", moves } } });

            var read = Assert.Single(DialogueFile.Parse(json, "")).Moves;

            Assert.Equal(moves.Select(Expected), read.Select(Told));
        });
    }

    private static (string, string, double) Expected(Dictionary<string, object> move)
    {
        string key = move.Keys.First();
        return key == "wait" ? (key, "", (double)move[key]) : (key, (string)move[key], (double)move[key == "say" ? "after" : "into"]);
    }

    private static (string, string, double) Told(DialogueMove move) => move switch
    {
        WaitMove wait => ("wait", "", wait.Time.TotalMilliseconds / 1000),
        SpeakMove speak => (
            speak.Role switch
            {
                SpeechRole.Turn => "say",
                SpeechRole.BargeIn => "barge_in",
                SpeechRole.BackChannel => "back_channel",
                _ => "background",
            },
            speak.Utterance.Words, speak.Delay.TotalMilliseconds / 1000),
        _ => ("", "", 0),
    };
}
