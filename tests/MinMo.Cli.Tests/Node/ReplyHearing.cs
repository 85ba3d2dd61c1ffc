using MinMo.Abstractions.Streams;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Tests.Node;

/// <summary>A caller who hears everything at once and says so.</summary>
internal static class ReplyHearing
{
    /// <summary>Collects what a call gives out until its reply has ended.</summary>
    public static async Task HearAsync(ICallLine line, List<CallOutput> outputs)
    {
        long played = 0;
        await foreach (var output in line.Outputs.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            outputs.Add(output);
            switch (output)
            {
                case AudioProduced audio:
                    played += audio.Samples.Length;
                    await line.SendAsync(new PlayoutReported(audio.Reply, played, Drained: false));
                    break;
                case ReplyAudioEnded ended:
                    await line.SendAsync(new PlayoutReported(ended.Reply, played, Drained: true));
                    break;
                case ReplyEnded:
                    return;
            }
        }
    }
}
