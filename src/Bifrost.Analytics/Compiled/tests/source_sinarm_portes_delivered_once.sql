with

validation_errors as (

    select ano_emissao, mes_emissao, uf, municipio, tipo, status, abrangencia, especie_arma, marca_arma, calibre_arma, sexo
    from "raw"."portes"
    group by ano_emissao, mes_emissao, uf, municipio, tipo, status, abrangencia, especie_arma, marca_arma, calibre_arma, sexo
    having count(*) > 1

)

select * from validation_errors
