using MinMo.Abstractions.Engine;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Engine;

/// <summary>Many calls that come, work, fail and go at once: nothing is lost, doubled, reordered or leaked.</summary>
public sealed class InferenceEngineStress
{
    private const int Places = 6;

    [Fact]
    public async Task Calls_that_come_and_go_at_once_never_see_each_other()
    {
        await using var worker = await ScriptedWorker.StartAsync(Places);
        using var turnstile = new SemaphoreSlim(Places);

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 24).Select(caller => Task.Run(() => LiveAsync(worker, turnstile, caller))));

        Assert.Equal(0, worker.Engine.PlacesTaken);
        Assert.All(worker.Places, static place => Assert.Equal(place.Begun, place.Ended));
        Assert.All(replies.SelectMany(static reply => reply), static reply => Assert.Equal(reply.Expected, reply.Got));
    }

    // As many callers as places are inside at a time, so every one of them must be admitted at once.
    private static async Task<List<(string Expected, string Got)>> LiveAsync(
        ScriptedWorker worker, SemaphoreSlim turnstile, int caller)
    {
        var replies = new List<(string Expected, string Got)>();
        for (var visit = 0; visit < 8; visit++)
        {
            await turnstile.WaitAsync(TestContext.Current.CancellationToken);
            var place = await worker.OpenAsync();
            var results = await Task.WhenAll(Enumerable.Range(1, 3).Select(tokens => worker.ThinkAsync(place, tokens)));
            replies.Add((Expected(place.Lane.Slot, tokens: 6), Text(results)));
            if (caller == 0)
            {
                await worker.ThinkAsync(place, seed: ScriptedRunner.Poison);
            }

            await worker.Engine.ReleaseAsync(place.Session, TestContext.Current.CancellationToken);
            turnstile.Release();
        }

        return replies;
    }

    private static string Expected(int slot, int tokens)
    {
        var sum = 0L;
        return string.Join(' ', Enumerable.Range(0, tokens).Select(_ => sum = unchecked((sum * 31) + slot + 1)));
    }

    private static string Text(IEnumerable<StepResult> results)
        => string.Join(' ', results.Cast<ThinkResult>().SelectMany(static result => result.Tokens)
            .Select(static token => token.Text));
}
