using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Talk;

/// <summary>Opens calls for commands that cannot go on without one.</summary>
internal static class TalkLine
{
    /// <summary>Opens a call under a name of its own.</summary>
    /// <exception cref="TalkException">There is no place for it.</exception>
    public static async Task<ICallLine> OpenAsync(
        ICallLines lines, string purpose, CallSettings settings, CancellationToken cancellationToken)
    {
        var opening = await lines.OpenAsync(new CallId($"{purpose}-{Guid.NewGuid():N}"), settings, cancellationToken);
        if (opening is CallOpening.Opened opened)
        {
            return opened.Line;
        }

        var refusal = ((CallOpening.Refused)opening).Refusal;
        throw new TalkException($"The call was refused ({refusal.Reason}): {refusal.Explanation}");
    }
}
