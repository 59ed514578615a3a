/** Configuration of the lakehouse plugin's pages. */
export interface Config {
  lakehouse?: {
    /**
     * What the machines of lakehouses cost, so that the template's preview can say what one would cost a month. Without it the
     * preview says that no prices are configured.
     */
    costs?: {
      /**
       * Currency of the prices by its ISO 4217 code, for example EUR.
       * @visibility frontend
       */
      currency: string;
      /**
       * Price of one requested core for one hour.
       * @visibility frontend
       */
      corePerHour: number;
      /**
       * Price of one GiB of requested memory for one hour.
       * @visibility frontend
       */
      memoryGibPerHour: number;
      /**
       * Price of one GiB of volume for one month.
       * @visibility frontend
       */
      storageGibPerMonth: number;
    };
  };
}
