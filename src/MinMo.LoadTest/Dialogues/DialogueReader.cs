using System.Text.Json;
using MinMo.LoadTest.Network;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Dialogues;

/// <summary>One dialogue of a file.</summary>
internal static class DialogueReader
{
    private const double FarthestDecibels = -60;
    private const double BystanderDecibels = -15;

    // People answer each other after some 200 ms; behind a machine they take longer.
    private static readonly TimeSpan UsualPauseBeforeTurn = TimeSpan.FromSeconds(0.4);
    private static readonly TimeSpan UsualTimeIntoReply = TimeSpan.FromSeconds(1.5);

    private static readonly (string Key, SpeechRole Role)[] Roles =
    [
        ("say", SpeechRole.Turn), ("barge_in", SpeechRole.BargeIn), ("back_channel", SpeechRole.BackChannel),
        ("background", SpeechRole.Background),
    ];

    public static DialogueScript Read(ScriptElement dialogue)
    {
        dialogue.KnowOnly("name", "moves", "network", "instructions");
        var moves = dialogue.Items("moves").Select(ReadMove).ToList();
        return moves.Count == 0
            ? throw dialogue.Failure("has no moves")
            : new DialogueScript(
                dialogue.Require("name").Text, moves,
                dialogue.Find("network") is { } network ? ReadNetwork(network) : NetworkConditions.Perfect,
                dialogue.Find("instructions")?.Text);
    }

    private static NetworkConditions ReadNetwork(ScriptElement network)
    {
        network.KnowOnly("loss_percent", "jitter_ms");
        return new NetworkConditions(
            (network.Find("loss_percent")?.Number(0, 100) ?? 0) / 100,
            TimeSpan.FromMilliseconds(network.Find("jitter_ms")?.Number(0, 2_000) ?? 0));
    }

    private static DialogueMove ReadMove(ScriptElement move)
    {
        if (move.Find("wait") is { } wait)
        {
            move.KnowOnly("wait");
            return new WaitMove(wait.Seconds);
        }

        var named = Roles.Where(role => move.Has(role.Key)).ToArray();
        return named is [var (key, role)]
            ? ReadSpeech(move, key, role)
            : throw move.Failure("must have one of say, barge_in, back_channel, background, wait");
    }

    private static SpeakMove ReadSpeech(ScriptElement move, string key, SpeechRole role)
    {
        bool waitsForFloor = role == SpeechRole.Turn;
        move.KnowOnly(key, waitsForFloor ? "after" : "into", "level_db");
        var delay = waitsForFloor
            ? move.Find("after")?.Seconds ?? UsualPauseBeforeTurn
            : move.Find("into")?.Seconds ?? UsualTimeIntoReply;
        return new SpeakMove(
            role, ReadUtterance(move.Require(key)), delay,
            move.Find("level_db")?.Number(FarthestDecibels, 0) ?? (role == SpeechRole.Background ? BystanderDecibels : 0));
    }

    private static Utterance ReadUtterance(ScriptElement said)
    {
        IReadOnlyList<UtterancePiece> pieces = said.Kind == JsonValueKind.Array
            ? [.. said.Items().Select(ReadPiece)]
            : [ReadPiece(said)];
        return pieces.All(static piece => piece is PausePiece) ? throw said.Failure("says nothing") : new Utterance(pieces);
    }

    private static UtterancePiece ReadPiece(ScriptElement piece)
    {
        switch (piece.Kind)
        {
            case JsonValueKind.Number:
                return new PausePiece(piece.Seconds);
            case JsonValueKind.Object:
                piece.KnowOnly("file");
                return new RecordingPiece(Path.Combine(piece.Folder, piece.Require("file").Text));
            default:
                return piece.Text.Trim() is { Length: > 0 } text
                    ? new WordsPiece(text)
                    : throw piece.Failure("says nothing");
        }
    }
}
