using MinMo.Abstractions.Calls;

namespace MinMo.Gateways.Realtime.Audio;

/// <summary>Time at the client while it plays a reply: as much as the audio it sent meanwhile, or as the clock on the
/// wall when it sends none.</summary>
internal sealed class PlayoutClock(TimeProvider time)
{
    private long _wallBegin;
    private CallPosition _audioBegin;
    private TimeSpan _told;
    private bool _running;

    /// <summary>Time since the last call; zero for the first after <see cref="Stop"/>.</summary>
    public TimeSpan Elapse(CallPosition heard)
    {
        if (!_running)
        {
            _running = true;
            _wallBegin = time.GetTimestamp();
            _audioBegin = heard;
            _told = TimeSpan.Zero;
            return TimeSpan.Zero;
        }

        var wall = time.GetElapsedTime(_wallBegin);
        var audio = heard - _audioBegin;
        var now = wall > audio ? wall : audio;
        var elapsed = now > _told ? now - _told : TimeSpan.Zero;
        _told += elapsed;
        return elapsed;
    }

    public void Stop() => _running = false;
}
