/** Words of questions that say little of their matter, in Spanish as typed on phones, Portuguese and English. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    "a al algo ante como con cual cuales cuando cuanta cuantas cuanto cuantos de del desde donde dice dime diga e el ella ellas ellos en " +
    "entre era es esa ese eso esta estan este esto fue fueron ha hacer hago hay hola la las le les lo los me mi mis muy ni nos o para pero por " +
    "porfa favor porque pq q que quien quienes quiere decir se segun ser si sin sobre son su sus te tiene tienen tu tus " +
    "un una uno unos unas usted ud vs xq x k ke y ya yo significa significan explica explique explicame explicar saber quiero " +
    "quisiera puede pueden puedo podria buenas buenos dias tardes noches gracias oye ok cosa rapido jaja entiende entonces " +
    "exactamente leccion tema mas ao aos com foi nao o oque os as um uma do da dos das no na nas em ou para pela pelo quais " +
    "qual quando onde quem sao seu sua " +
    "debo debe deben deberia hace haria hacemos hacen hare necesito necesita va vamos estoy estaba han he hemos " +
    "ahora mejor ahi alli aqui asi tambien todavia aun ni pues bien nada todo toda todos todas otro otra cada " +
    "posso pode podem podemos devo deve devem preciso precisa vou vai vamos estou esta estao faco faz fazer fazem sei " +
    "ele ela eles elas eu isso isto esse essa ainda ja so tambem aqui agora mesmo quero queria quer ha sem " +
    "the an of is are what how does do did in on to and for which who where when why can i you it this that was were be " +
    "by my with from at or not have has your there as if about " +
    "should must need will would could may might am been being has had having get got he she they we them him his our their us me " +
    "so still any some also just now then here please tell want than but ay oy " +
    "d pa pal pra pro tb tbm tmb msm dp dnd dond kien vc vcs xfa xfas xfavor porfis plis pls plz pfv vdd " +
    "explicado explicada refiere refiero refere cortito cortita resumen resumido breve lleva llevan contiene incluye goes"
  ).split(" "),
);
