namespace MinMo.Training.Evaluation.Sets;

/// <summary>Calls: audio of two channels with a file of the same name that says who speaks when.</summary>
internal static class CallFolder
{
    public static IReadOnlyList<RecordedCall> Read(string folder) =>
    [
        .. EvaluationSet.Files(folder, ".rttm").Select(static path => Call(path, RttmFile.Read(path))),
        .. EvaluationSet.Files(folder, ".TextGrid").Select(static path => Call(path, TextGridFile.Read(path))),
    ];

    private static RecordedCall Call(string path, (IReadOnlyList<RecordedTurn> Caller, IReadOnlyList<RecordedTurn> Other) turns)
    {
        var id = Path.GetFileNameWithoutExtension(path);
        return new RecordedCall(id, RecordingPath.Find(path, [""], id), turns.Caller, turns.Other);
    }
}
