using Microsoft.Extensions.DependencyInjection;
using MinMo.Abstractions.Streams;
using MinMo.Testing.Scripting;
using Orleans.Storage;

namespace MinMo.Grains.Tests.Conversations;

public sealed class StorageTests
{
    [Fact]
    public async Task A_storage_that_hangs_delays_neither_replies_nor_the_end()
    {
        var caller = new ScriptedCaller().Speaks("hello there", 500.Ms, 1_300.Ms).IsSilentFor(4_000.Ms);
        var engine = new ScriptedEngine(new EngineScript { Heard = caller.Utterances, Replies = ["Good morning."] });
        var storage = new HangingStorage();
        await using var cluster = await CallCluster.StartAsync(
            [engine], _ => { }, silo => silo.Services.AddKeyedSingleton<IGrainStorage>("conversations", storage));
        var gateway = await cluster.CallAsync("call");

        await gateway.SendAsync(caller);
        await storage.Written;
        await cluster.Conversation("call").EndAsync("done");

        Assert.Equal("Good morning.", (await gateway.WhenAsync<ReplyEnded>()).Heard);
        Assert.Equal("done", (await gateway.WhenAsync<CallEnded>()).Reason);
    }
}
