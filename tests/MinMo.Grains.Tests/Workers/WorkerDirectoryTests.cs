using MinMo.Grains.Workers;
using MinMo.Testing.Scripting;

namespace MinMo.Grains.Tests.Workers;

public sealed class WorkerDirectoryTests
{
    private readonly WorkerDirectory _directory = new(
        [new WorkerRegistration("a", Running("lite")), new WorkerRegistration("b", Running("nano"))]);

    [Fact]
    public void A_call_without_a_bundle_gets_the_first_workers_bundle()
        => Assert.Equal("a", Assert.Single(_directory.WorkersOf(null)));

    [Fact]
    public void Workers_are_found_by_their_bundle()
        => Assert.Equal("b", Assert.Single(_directory.WorkersOf("nano")));

    [Fact]
    public void A_bundle_without_workers_has_none() => Assert.Empty(_directory.WorkersOf("unheard-of"));

    [Fact]
    public void A_worker_that_joins_later_shares_its_bundle()
    {
        _directory.Register(new WorkerRegistration("c", Running("nano")));

        Assert.Equal(2, _directory.WorkersOf("nano").Count);
    }

    [Fact]
    public void A_worker_that_was_withdrawn_is_not_found()
    {
        _directory.Withdraw("b");

        Assert.Empty(_directory.WorkersOf("nano"));
        Assert.False(_directory.TryFind("b", out _));
    }

    [Fact]
    public void A_name_is_given_once()
        => Assert.Throws<ArgumentException>(
            () => _directory.Register(new WorkerRegistration("a", Running("nano"))));

    private static ScriptedEngine Running(string bundle)
    {
        var script = new EngineScript();
        return new ScriptedEngine(script with { Description = script.Description with { Bundle = bundle } });
    }
}
