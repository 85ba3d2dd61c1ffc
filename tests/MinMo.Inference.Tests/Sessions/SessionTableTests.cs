using MinMo.Inference.Sessions;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Sessions;

public sealed class SessionTableTests
{
    private readonly ScriptedPlace[] _places = [new(0), new(1)];
    private readonly List<Session> _freed = [];
    private readonly SessionTable _table;

    public SessionTableTests() => _table = new SessionTable("w", _places, _freed.Add);

    [Fact]
    public void A_handle_finds_its_session() => Assert.NotNull(_table.Find(Open().Handle));

    [Fact]
    public void A_released_place_gets_a_new_generation()
    {
        var first = Open();
        _table.Close(first.Handle);
        var second = Open();

        Assert.Equal(first.Slot, second.Slot);
        Assert.Null(_table.Find(first.Handle));
        Assert.Same(second, _table.Find(second.Handle));
    }

    [Fact]
    public void A_handle_of_another_worker_finds_nothing()
        => Assert.Null(_table.Find(Open().Handle with { Worker = "elsewhere" }));

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void A_slot_that_does_not_exist_finds_nothing(int slot)
        => Assert.Null(_table.Find(Open().Handle with { Slot = slot }));

    [Fact]
    public void A_stale_handle_closes_nothing()
    {
        var first = Open();
        _table.Close(first.Handle);
        var second = Open();

        Assert.Null(_table.Close(first.Handle));
        Assert.NotNull(_table.Find(second.Handle));
        Assert.Equal([first], _freed);
    }

    [Fact]
    public void A_place_is_freed_only_when_its_last_step_has_ended()
    {
        var session = Open();
        Assert.True(_table.TryEnter(session));
        Assert.True(_table.TryEnter(session));

        _table.Close(session.Handle);
        _table.Exit(session);
        Assert.Empty(_freed);
        Assert.Equal(0u, _places[0].Ended);

        _table.Exit(session);
        Assert.Equal([session], _freed);
        Assert.Equal(1u, _places[0].Ended);
    }

    [Fact]
    public void A_closed_session_is_not_worked_for()
    {
        var session = Open();
        _table.Close(session.Handle);

        Assert.False(_table.TryEnter(session));
    }

    [Fact]
    public void Opening_more_than_there_are_places_is_an_error_of_the_engine()
    {
        Open();
        Open();

        var error = Assert.Throws<InvalidOperationException>(() => Open());
        Assert.Equal("all 2 places of 'w' are taken", error.Message);
    }

    private Session Open() => _table.Open(ScriptedWorker.Request(), now: 0);
}
