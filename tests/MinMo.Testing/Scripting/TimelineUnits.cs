namespace MinMo.Testing.Scripting;

/// <summary>Units in which test stories are told.</summary>
public static class TimelineUnits
{
    extension(int amount)
    {
        /// <summary>So many milliseconds.</summary>
        public TimeSpan Ms => TimeSpan.FromMilliseconds(amount);

        /// <summary>So many seconds.</summary>
        public TimeSpan Seconds => TimeSpan.FromSeconds(amount);
    }
}
